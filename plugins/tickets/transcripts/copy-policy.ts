/** Which files are copied. All sizes are in bytes. */
export const copyPolicy = {
  /** Larger ones are named only. */
  file: 25 * 1024 * 1024,
  /** All files of one ticket together. */
  total: 250 * 1024 * 1024,
  /** Pictures up to this size stand in the transcript itself ... */
  picture: 256 * 1024,
  /** ... as long as they are not more than this together: a transcript is to fit into a message. */
  pictures: 4 * 1024 * 1024,
} as const;

/** Files that run when somebody opens them: they are named, and not kept. */
const programs =
  /\.(apk|app|bat|cmd|com|cpl|dll|dmg|exe|hta|iso|jar|js|jse|lnk|msi|msp|pkg|ps1|reg|scr|sh|vbe|vbs|wsf)$/i;

/** Endings that can be opened without anything running in them. Others get one more, so that they open as nothing. */
const harmless =
  /\.(7z|aac|avif|bmp|csv|docx|flac|gif|gz|heic|jpe?g|json|log|m4a|md|mkv|mov|mp3|mp4|odt|ogg|pdf|png|pptx|rar|tar|txt|wav|webm|webp|xlsx|zip)$/i;

/** How a browser knows pictures by their first bytes: what a file says of itself does not count. */
const pictureKinds: readonly { readonly type: string; readonly is: (bytes: Buffer) => boolean }[] = [
  { type: 'image/png', is: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')) },
  { type: 'image/jpeg', is: (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) },
  { type: 'image/gif', is: (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6)) },
  {
    type: 'image/webp',
    is: (bytes) => /^RIFF....WEBP/s.test(bytes.toString('latin1', 0, 12)),
  },
  { type: 'image/avif', is: (bytes) => /^....ftypavi[fs]/s.test(bytes.toString('latin1', 0, 12)) },
];

/** How many of its first bytes tell what kind of picture a file is. */
export const pictureBytes = 12;

export const isProgram = (name: string): boolean => programs.test(name);

/** The type of a picture that a browser shows; undefined of all other files. */
export const pictureType = (first: Buffer): string | undefined =>
  pictureKinds.find(({ is }) => is(first))?.type;

/** A file's name that is one on every machine, leads nowhere else, and opens as nothing that runs. */
export function safeName(name: string): string {
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._]+/, '')
    .slice(-80);
  return harmless.test(safe) ? safe : `${safe || 'file'}.bin`;
}
