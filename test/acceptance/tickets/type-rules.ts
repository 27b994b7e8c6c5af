import type { TicketsStage } from './tickets-stage.ts';

/**
 * Sets fields of a type on the screen of `/ticket-types`, as an administrator does. @param type its name.
 * @param rules by the name of the section, then of the field: what is typed, an option, `on`, or roles.
 * @returns what the screen says in the end.
 */
export async function setRules(
  { ada, guild, stage }: TicketsStage,
  type: string,
  rules: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<string> {
  const sql = 'select id from tickets__ticket_type where guild = ? and name = ?';
  const [row] = await stage.database.rows<{ id: string }>(sql, guild.id, type);
  const screen = await ada.slash('/ticket-types');
  await ada.click(`tickets:type:show:${row!.id}`, { on: screen });
  for (const [section, fields] of Object.entries(rules)) {
    await ada.select('What to change', section, { on: screen });
    for (const [field, value] of Object.entries(fields)) {
      const ids = screen.message!.allButtons.map(({ customId }) => customId ?? '');
      const find = (act: string) =>
        ids.find((one) => one.startsWith(`tickets:type:${act}:`) && one.includes(`:${field}`));
      const toggle = find('toggle');
      if (toggle) {
        await ada.click(toggle, { on: screen });
        continue;
      }
      await ada.click(find('edit')!, { on: screen });
      if (ada.modal) {
        await ada.submit({ value: value as string });
      } else {
        const menu = screen.message!.allSelects[0]!.customId!;
        await ada.select(menu, value as string, { on: screen });
      }
    }
  }
  return screen.text;
}
