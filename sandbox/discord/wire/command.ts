import type { ApplicationCommand, CommandOption } from '../state/types.ts';

/**
 * An application command as Discord sends it.
 * @param localized with every translation, as `with_localizations` asks for.
 */
export function commandObject(command: ApplicationCommand, localized = true) {
  return {
    id: command.id,
    application_id: command.application.id,
    version: command.version,
    ...(command.guildId && { guild_id: command.guildId }),
    type: command.type,
    name: command.name,
    description: command.description,
    ...(localized && {
      name_localizations: command.nameLocalizations,
      description_localizations: command.descriptionLocalizations,
    }),
    default_member_permissions: command.defaultMemberPermissions,
    ...(command.guildId === undefined && {
      dm_permission: command.contexts === null || command.contexts.includes(1),
      contexts: command.contexts,
      integration_types: command.integrationTypes,
    }),
    nsfw: command.nsfw,
    ...(command.options.length > 0 && {
      options: localized ? command.options : command.options.map(withoutTranslations),
    }),
  };
}

function withoutTranslations(option: CommandOption): CommandOption {
  const { name_localizations: _, description_localizations: __, choices, options, ...rest } = option;
  return {
    ...rest,
    ...(choices && { choices: choices.map(({ name, value }) => ({ name, value })) }),
    ...(options && { options: options.map(withoutTranslations) }),
  };
}
