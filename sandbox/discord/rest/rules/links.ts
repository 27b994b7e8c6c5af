import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';

/** What a link of a kind may begin with. Source: https://docs.discord.com/developers/reference#uploading-files */
export const schemes = {
  page: ['http', 'https'],
  button: ['http', 'https', 'discord'],
  media: ['http', 'https', 'attachment'],
  file: ['attachment'],
} as const;

/** A link that the schema found well formed must have a scheme that Discord opens. */
export function linkRules(
  link: unknown,
  allowed: readonly string[],
  errors: FormErrors,
  path: FormPath,
): void {
  if (typeof link !== 'string' || link === '') return;
  const scheme = link.slice(0, link.indexOf(':')).toLowerCase();
  if (!allowed.includes(scheme)) errors.add(path, ...problem.badScheme(scheme, allowed));
}
