import type { Live } from '../live/live.svelte';
import type { Order } from '../protocol';
import { common as c } from '../words/common';
import { participant as t } from '../words/participant';
import { at } from './route.svelte';

/** The words of something asked for: what they are, where they belong, and the fields that take them again. */
export interface Said {
  label: string;
  text: string;
  /** What was said beside it: a topic's question. */
  more?: string | undefined;
  href: string;
  /** A field's key, and its words. */
  fields: [key: string, text: string][];
}

/** The words that somebody typed into this command; nothing when there are none. */
export function said(live: Live, order: Order): Said | undefined {
  const kinds = t().words.kinds;
  switch (order.do) {
    case 'propose':
      return {
        label: kinds.propose,
        text: order.title,
        more: order.question,
        href: at('propose'),
        fields: [
          ['propose', order.title],
          ['propose:question', order.question ?? ''],
        ],
      };
    case 'edit_topic': {
      const { topic, title, question } = order;
      return {
        label: kinds.editTopic,
        text: title ?? question ?? '',
        more: title === undefined ? undefined : question,
        href: at('topic', topic),
        fields: [
          [`title:${topic}`, title ?? ''],
          [`question:${topic}`, question ?? ''],
        ],
      };
    }
    case 'write': {
      const group = live.find.group(order.group);
      const place = group && t().words.inGroup(live.titleOf(group));
      return {
        label: [c().kinds[order.kind], place].filter(Boolean).join(' '),
        text: order.text,
        href: at('write', order.group),
        fields: [
          [`write:${order.group}`, order.text],
          [`kind:${order.group}`, order.kind],
        ],
      };
    }
    case 'edit':
      return {
        label: kinds.edit,
        text: order.text,
        href: at('words'),
        fields: [[`edit:${order.contribution}`, order.text]],
      };
    case 'disagree': {
      const id = 'axis' in order.about ? order.about.axis : order.about.contribution;
      const href = 'axis' in order.about ? at('axis', order.about.axis) : at('news');
      return { label: kinds.disagree, text: order.text, href, fields: [[`disagree:${id}`, order.text]] };
    }
    case 'rename':
      return { label: kinds.rename, text: order.name, href: at('me'), fields: [['name', order.name]] };
    default:
      return undefined;
  }
}

/** What was meant by something without words, as its button says it. */
export function meant(live: Live, order: Order): string {
  const acts = t().acts;
  switch (order.do) {
    case 'interest':
      return acts.about(t().wall.go, live.find.topic(order.topic)?.title);
    case 'enter':
      return acts.about(t().group.enter, groupTitle(live, order.group));
    case 'leave':
      return t().group.leave;
    case 'open':
      return acts.about(t().group.start, groupTitle(live, order.group));
    case 'close':
      return acts.about(t().group.close, groupTitle(live, order.group));
    case 'reopen':
      return acts.about(t().group.reopen, groupTitle(live, order.group));
    case 'take_pen':
      return acts.about(t().group.takePen, groupTitle(live, order.group));
    case 'hand_pen':
      return acts.about(t().group.handPen, groupTitle(live, order.group));
    case 'place':
      return acts.about(t().topic.place, live.find.topic(order.topic)?.title);
    case 'move':
      return acts.about(t().topic.move, groupTitle(live, order.group));
    case 'announce':
      return acts.about(t().topic.announce, live.find.topic(order.topic)?.title);
    case 'withdraw':
      return acts.about(t().topic.withdraw, live.find.topic(order.topic)?.title);
    case 'dot':
      return acts.about(t().dots.title, live.find.axis(order.axis)?.name);
    case 'support':
      return t().contribution.support;
    case 'retire':
      if (order.topic) return acts.about(t().topic.erase, live.find.topic(order.topic)?.title);
      return order.name ? t().me.erase : t().words.erase;
    case 'name_in_book':
      return t().me.inBook;
    case 'choose_college':
      return t().me.college;
    default:
      return acts.other;
  }
}

function groupTitle(live: Live, id: string): string | undefined {
  const group = live.find.group(id);
  return group && live.titleOf(group);
}
