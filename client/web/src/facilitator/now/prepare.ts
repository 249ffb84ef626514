/** Something that makes the room ready. */
export interface Step {
  what: 'cells' | 'address' | 'wifi' | 'screen' | 'phone';
  done: boolean;
}

/** What was seen to work so far. */
export interface Seen {
  /** The wall has slots and spaces. */
  cells: boolean;
  /** Phones can reach this server by an address of its own. */
  address: boolean;
  /** The hall's Wi-Fi was told; it need not be. */
  wifi: boolean;
  /** The room's screen is open. */
  screen: boolean;
  /** How many came in. */
  phones: number;
}

/** The preparation of a room, in the order in which it is done. */
export const prepared = ({ cells, address, wifi, screen, phones }: Seen): Step[] => [
  { what: 'cells', done: cells },
  { what: 'address', done: address },
  ...(wifi ? [{ what: 'wifi' as const, done: true }] : []),
  { what: 'screen', done: screen },
  { what: 'phone', done: phones > 0 },
];
