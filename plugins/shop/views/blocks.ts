import plugin from '../plugin.ts';

/** The custom id of a button that shows a page of those who may not buy. */
export const toPage = (page: number): string => plugin.customId('blocks', page);
