import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Deliverable } from '../entities/deliverable.ts';
import { GoodsFile } from '../entities/goods-file.ts';
import { Product } from '../entities/product.ts';

/** How large a file can be that is sold, in MB: Discord takes 10 in a message, and it is larger when it is sealed. */
export const goodsFileLimit = 8;

/** A file as people send and get it. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** How a file is bound to its row. */
export const aboutFile = (id: string) => `file:${id}`;

/** Keeps a file that is sold. @returns its id. */
export function keepFile(
  { clock, newId, vault }: Context,
  em: EntityManager,
  of: { readonly guild: string; readonly product: string },
  { name, bytes }: NamedFile,
): string {
  const id = newId();
  const content = vault.seal(bytes.toString('base64'), aboutFile(id));
  em.create(GoodsFile, { ...of, id, name: name.slice(-100), content, at: clock.now() });
  return id;
}

/** Lets a file go that no product gives and no buyer has any more. */
export async function dropFile(em: EntityManager, id: string | null | undefined): Promise<void> {
  if (!id || (await em.count(Deliverable, { file: id })) > 0 || (await em.count(Product, { file: id })) > 0) {
    return;
  }
  await em.nativeDelete(GoodsFile, { id });
}

/** The files of these ids, opened: show them to their buyers alone. */
export async function openFiles(
  { vault }: Context,
  em: EntityManager,
  ids: readonly string[],
): Promise<Map<string, NamedFile>> {
  const rows = ids.length > 0 ? await em.find(GoodsFile, { id: { $in: [...ids] } }) : [];
  return new Map(
    rows.map(({ id, name, content }) => [
      id,
      { name, bytes: Buffer.from(vault.open(content, aboutFile(id)), 'base64') },
    ]),
  );
}
