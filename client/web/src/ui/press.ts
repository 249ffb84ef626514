/** A second press within this is the same press: nobody reads a page that fast. */
const SAME_MS = 250;
const SAME_PX = 16;
const CONTROLS = 'a, button, input, select, textarea, summary, label';

/** The control that a press on this element is for: a label's is its field. */
function controlOf(element: Element): Element | null {
  const control = element.closest(CONTROLS);
  return control instanceof HTMLLabelElement ? control.control : control;
}

/**
 * Keeps a second press from what it was not meant for. A double tap on a button whose page has changed lands on what
 * came in its place, and a form that was just sent is sent anew, empty: neither is heard.
 */
export function guardPresses(page: Document = document): void {
  let last: { at: number; x: number; y: number; control: Element | null } | undefined;
  let sent: { at: number; form: EventTarget | null } | undefined;
  // Counted is when the hand pressed: a busy phone hears it later, and a form's own event knows only that.
  let pressed = 0;

  const stop = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  page.addEventListener(
    'click',
    (event) => {
      const { timeStamp: at, clientX: x, clientY: y } = event;
      pressed = at;
      // A key presses what has the focus, wherever that is.
      if (event.detail === 0 || !(event.target instanceof Element)) return;
      const control = controlOf(event.target);
      const again = last && at - last.at < SAME_MS && Math.hypot(x - last.x, y - last.y) < SAME_PX;
      const meant = !again || control === last?.control;
      last = { at, x, y, control: meant ? control : (last?.control ?? null) };
      if (!meant) stop(event);
    },
    true,
  );

  page.addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), true);

  page.addEventListener(
    'submit',
    (event) => {
      const { target: form } = event;
      if (sent?.form === form && pressed - sent.at < SAME_MS) stop(event);
      else sent = { at: pressed, form };
    },
    true,
  );

  // Whoever has typed something since means it.
  page.addEventListener('input', () => (last = sent = undefined), true);
}

/** A form that is being sent is not sent once more before its answer is there. */
export function once(send: (event: SubmitEvent) => Promise<void>): (event: SubmitEvent) => void {
  let sending = false;
  return (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    void send(event).finally(() => (sending = false));
  };
}
