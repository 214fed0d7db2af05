/** Keeps the end of a conversation in sight while it grows, unless its reader looks at something else. */

const NEAR_PX = 160;

/** @param {HTMLElement} button leads back to the end, shown while that is out of sight */
export function keepInSight(button) {
  const root = document.documentElement;
  const fromEnd = () => root.scrollHeight - innerHeight - scrollY;
  let holds = true;

  function toEnd() {
    holds = true;
    button.hidden = true;
    scrollTo({ top: root.scrollHeight, behavior: 'instant' });
  }

  addEventListener('scroll', () => {
    if (button.closest('section')?.hidden) return;
    holds = fromEnd() < NEAR_PX;
    button.hidden = holds;
  }, { passive: true });
  button.addEventListener('click', toEnd);

  return {
    toEnd,
    /** Goes along with what was added, if the end was in sight before. */
    follow() {
      if (holds) toEnd();
      else button.hidden = false;
    },
  };
}
