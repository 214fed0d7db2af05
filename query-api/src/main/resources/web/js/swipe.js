/** Turning pages with a thumb. */

const FAR_ENOUGH_PX = 60;
const LONGEST_MS = 600;

/**
 * @param {HTMLElement} area
 * @param {(direction: 'prev'|'next') => void} onSwipe
 */
export function listenForSwipes(area, onSwipe) {
  /** @type {{x: number, y: number, at: number}|null} */
  let start = null;
  area.addEventListener('touchstart', (event) => {
    const touch = event.touches[0];
    start = event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp } : null;
  }, { passive: true });
  area.addEventListener('touchend', (event) => {
    if (!start) return;
    const touch = event.changedTouches[0];
    const across = touch.clientX - start.x;
    const along = Math.abs(touch.clientY - start.y);
    const quick = event.timeStamp - start.at < LONGEST_MS;
    start = null;
    // A selection in the making is no swipe.
    if (!quick || !getSelection()?.isCollapsed) return;
    if (Math.abs(across) > FAR_ENOUGH_PX && Math.abs(across) > along * 2) onSwipe(across < 0 ? 'next' : 'prev');
  }, { passive: true });
}
