/** The port of the local Roblox beside a local Discord on that port: a hundred above, or a free one as well. */
export function portBeside(port: number): number {
  return port === 0 || port + 100 > 65_535 ? 0 : port + 100;
}
