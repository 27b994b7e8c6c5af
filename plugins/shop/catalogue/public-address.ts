import { BlockList, isIP } from 'node:net';

/** Networks that are nobody's business from outside. https://www.iana.org/assignments/iana-ipv4-special-registry */
const ipv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** The only addresses of version 6 that anybody has, without those that stand for one of version 4, or for tests. */
const ipv6 = ['2000::', 3] as const;
const ipv6Special = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const inside = new BlockList();
for (const [network, bits] of ipv4) {
  inside.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of ipv6Special) {
  inside.addSubnet(network, bits, 'ipv6');
}
const outside = new BlockList();
outside.addSubnet(...ipv6, 'ipv6');

/**
 * Whether an IP address is one of the internet. All others may lead to machines that trust whoever is inside, such as the
 * one that the bot runs on: what people in a server name is never asked there.
 */
export function isPublic(address: string): boolean {
  const version = isIP(address);
  return version === 4
    ? !inside.check(address, 'ipv4')
    : version === 6 && outside.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}
