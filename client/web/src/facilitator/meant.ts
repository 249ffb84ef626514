import type { Live } from '../live/live.svelte';
import type { AxisId, GroupId, Order } from '../protocol';
import { common as c } from '../words/common';
import { facilitator as t } from '../words/facilitator';

/** What was meant by a command, in the words of its button. */
export function meant(live: Live, order: Order): string {
  const { about, other } = t().acts;
  const group = (id: GroupId | number | undefined): string | undefined => {
    const found = typeof id === 'string' ? live.find.group(id) : undefined;
    return found && live.titleOf(found);
  };
  const axis = (id: AxisId | number | undefined): string | undefined =>
    typeof id === 'string' ? live.find.axis(id)?.name : undefined;
  /** A button of its own says that it is about one. */
  const groups = ([first, ...others]: readonly (GroupId | number)[], one: string, all: (n: number) => string): string =>
    others.length === 0 ? about(one, group(first)) : all(others.length + 1);
  switch (order.do) {
    case 'phase':
      return about(t().acts.phase, c().phases[order.phase]);
    case 'open_door':
      return t().door.open;
    case 'close_door':
      return t().door.close;
    case 'open_vote':
      return t().vote.open;
    case 'close_vote':
      return t().vote.close;
    case 'end':
      return t().ending.end;
    case 'reopen_forum':
      return t().ending.reopen;
    case 'announce':
      return about(t().queue.announce, live.find.topic(order.topic)?.title);
    case 'return_to_queue':
      return about(t().queue.back, live.find.topic(order.topic)?.title);
    case 'withdraw':
    case 'place':
      return about(t().acts[order.do], live.find.topic(order.topic)?.title);
    case 'open':
      return about(t().groups.open, group(order.group));
    case 'open_all':
      return groups(order.groups, t().groups.open, t().groups.openAll);
    case 'close_all':
      return groups(order.groups, t().groups.close, t().groups.closeAll);
    case 'close':
      return about(t().groups.close, group(order.group));
    case 'reopen':
      return about(t().groups.reopen, group(order.group));
    case 'post':
      return about(t().groups.post, group(order.group));
    case 'move':
      return about(t().acts.move, group(order.group));
    case 'unplace':
      return about(t().wall.unplace, group(order.group));
    case 'remove_axis':
      return about(t().axes.remove, axis(order.axis));
    case 'remove_axes':
      return order.axes.length > 1 ? t().axes.removeAll(order.axes.length) : about(t().axes.remove, axis(order.axes[0]));
    default:
      return other;
  }
}

/** The words that somebody typed into a command. */
export function typed(order: Order): string {
  const all: readonly object[] = order.do === 'accept_all' ? order.heaps : [order];
  return all
    .flatMap((one) => ['title', 'question', 'name', 'label', 'text'].map((field): unknown => one[field as keyof typeof one]))
    .filter((text) => typeof text === 'string')
    .join('\n');
}
