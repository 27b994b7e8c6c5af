import { type Message, plain, quiet, type Translate } from '@guildhall/sdk';
import { type APIComponentInMessageActionRow, type APIEmbed, ButtonStyle, ComponentType } from 'discord.js';
import { mostOf, type Question } from '../forms/question.ts';
import { answered, askedNow, type OpenSheet } from '../forms/sheets.ts';
import plugin from '../plugin.ts';
import { answerLines } from './answer-words.ts';

/** What can be done with the answers of a ticket, on the message in its channel. */
export type AnswerAct = 'pick' | 'choose' | 'type' | 'skip' | 'back' | 'change' | 'look';

export interface SheetFacts {
  readonly open: OpenSheet;
  /** The ticket's channel. */
  readonly channel: string | null | undefined;
  /** Embeds of the orders that are named in it. */
  readonly orders: readonly APIEmbed[];
  /** Stands in the buttons, so that the message is found again. */
  readonly mark: string;
}

/** Up to so many choices are buttons; more are a menu. */
const buttonLimit = 5;

const blurple = 0x5865f2;
const green = 0x57f287;

/** The message in a ticket's channel: what was answered, and what is asked now. */
export function sheetView({ open, channel, orders, mark }: SheetFacts, t: Translate): Message {
  const { guild, ticket, doneAt, steps } = open.sheet;
  const question = askedNow(open);
  const all = answered(open).filter(({ answer }) => !question || answer !== undefined);
  const id = (act: AnswerAct, ...args: (string | number)[]) =>
    plugin.customId('answer', ticket, act, question?.id ?? '-', ...args, mark);
  const asked: APIEmbed[] = question
    ? [
        {
          color: blurple,
          title: plain(question.label, 100),
          description: [...(question.help ? [plain(question.help, 200)] : []), `-# ${t('answers.who')}`].join(
            '\n',
          ),
        },
      ]
    : [];
  const foot = [
    ...(question && !question.required ? [button(id('skip'), t('answers.skip'))] : []),
    ...(question && !doneAt && steps.length > 0 ? [button(id('back'), t('forms.buttons.back'))] : []),
    ...(doneAt ? [button(id('change'), t('answers.change'))] : []),
    ...(question || orders.length === 0 ? [] : [button(id('look'), t('answers.look'))]),
  ];
  const rows = [...(question ? askRows(question, id, t) : []), foot].filter((row) => row.length > 0);
  return {
    embeds: [
      ...(all.length > 0
        ? [
            {
              color: question ? blurple : green,
              title: t('answers.title'),
              description: answerLines(all, t, { guild, channel }, 2_800),
            },
          ]
        : []),
      ...orders,
      ...asked,
    ],
    components: rows.map((components) => ({ type: ComponentType.ActionRow, components })),
    allowedMentions: quiet,
  };
}

/** How a question is answered in a channel: buttons for few choices, a menu for more, a form for what is typed. */
function askRows(
  question: Question,
  id: (act: AnswerAct, ...args: (string | number)[]) => string,
  t: Translate,
): APIComponentInMessageActionRow[][] {
  const { kind, options, min, label } = question;
  const many = { min_values: min ?? 1, max_values: mostOf(question), placeholder: label };
  switch (kind) {
    case 'yes-no':
      return [
        [
          button(id('pick', 'yes'), t('forms.yes'), ButtonStyle.Success),
          button(id('pick', 'no'), t('forms.no'), ButtonStyle.Secondary),
        ],
      ];
    case 'choice':
      return options.length <= buttonLimit && mostOf(question) === 1
        ? [options.map((option, place) => button(id('pick', place), option, ButtonStyle.Primary))]
        : [
            [
              {
                type: ComponentType.StringSelect,
                custom_id: id('choose'),
                ...many,
                options: options.map((option) => ({ label: option, value: option })),
              },
            ],
          ];
    case 'user':
      return [[{ type: ComponentType.UserSelect, custom_id: id('choose'), ...many }]];
    case 'role':
      return [[{ type: ComponentType.RoleSelect, custom_id: id('choose'), ...many }]];
    case 'channel':
      return [[{ type: ComponentType.ChannelSelect, custom_id: id('choose'), ...many }]];
    default:
      return [
        [button(id('type'), t(kind === 'file' ? 'answers.send' : 'answers.write'), ButtonStyle.Primary)],
      ];
  }
}

const button = (
  id: string,
  label: string,
  style: ButtonStyle = ButtonStyle.Secondary,
): APIComponentInMessageActionRow => ({
  type: ComponentType.Button,
  style: style as ButtonStyle.Primary,
  label,
  custom_id: id,
});
