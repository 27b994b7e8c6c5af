import type { Money } from '@guildhall/sdk';

/** A coin or token: its code, how many digits its atomic unit is away from the whole, and where it lives. */
export interface Asset {
  /** Such as `BTC`. */
  readonly code: string;
  /** 8: one whole is 10^8 atomic units. */
  readonly digits: number;
  /** As people call it, such as `Bitcoin`. */
  readonly network: string;
}

/** What is to be paid, once: everything is fixed when the order is made. */
export interface Due {
  /** What the order costs. */
  readonly price: Money;
  /** Atomic units of the asset in decimal digits; undefined for ways to pay in ordinary money. */
  readonly units: string | undefined;
  /** As {@link PaymentFormat.checkAddress} returned it. */
  readonly address: string;
  /** What tells this payment from others: `0-9A-Z-`, at most 40 characters. */
  readonly reference: string;
  /** The name of the guild. */
  readonly shop: string;
}

/** Why an address is refused. */
export type AddressProblem = 'shape' | 'checksum' | 'test-network' | 'other-coin';

export type CheckedAddress =
  | {
      /** As it should be kept. */
      readonly address: string;
      /** A typing mistake would not be noticed: it has no checksum, so it is asked for a second time. */
      readonly twice: boolean;
      /** `ambiguous`: the address of another coin may look the same. */
      readonly hint?: 'ambiguous';
    }
  | { readonly problem: AddressProblem };

/** How one way to pay works: its addresses, its links, its transaction ids. */
export interface PaymentFormat {
  readonly kind: string;
  /** Undefined for ways to pay in ordinary money. */
  readonly asset: Asset | undefined;
  /** Which of its addresses have no checksum, so that they are asked for a second time; undefined: none. */
  readonly askedTwice?: 'all' | 'in-small-letters';
  checkAddress(typed: string): CheckedAddress;
  /** What a QR code shows and a wallet opens; undefined: nothing but the plain address. */
  uri(due: Due): string | undefined;
  /** A link that a person can click; undefined: none. */
  link(due: Due): string | undefined;
  /** The transaction ids in what somebody pasted, an explorer's link too: each once, written in one way. */
  transactionIds(typed: string): readonly string[];
  /** Where a transaction can be looked at; undefined: nowhere. */
  explorer(transactionId: string): string | undefined;
}
