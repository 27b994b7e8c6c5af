import { type Field, fieldsOf, setting } from '@guildhall/sdk';
import { z } from 'zod';
import type { Panel } from '../entities/panel.ts';

/** What an administrator decides about a panel, beside its types. Called as the columns of {@link Panel}. */
const schema = z.object({
  title: setting.text({ default: '', max: 100 }),
  text: setting.text({ default: '', max: 1500, long: true }),
  style: setting.choice(['buttons', 'menu'], { default: 'buttons' }),
  channel: setting.channel({ kinds: ['text', 'announcement'] }),
});

export const panelFields: readonly Field[] = fieldsOf(schema, 'panel-fields');

/** Some of what is decided about a panel, with new values. */
export type PanelPatch = Partial<Pick<Panel, 'title' | 'text' | 'style' | 'channel' | 'types'>>;
