/**
 * Keeps what stands at the foot of the page above a phone's keyboard. Where the keyboard makes the
 * viewport smaller by itself (`interactive-widget` in index.html) there is nothing left to do.
 */
export function keepAboveKeyboard() {
  const seen = window.visualViewport;
  if (!seen) return;
  const measure = () => {
    // Zoomed in, the viewport is small for another reason.
    const covered = seen.scale > 1.01 ? 0 : Math.max(0, innerHeight - seen.height - seen.offsetTop);
    document.documentElement.style.setProperty('--keyboard', `${Math.round(covered)}px`);
  };
  seen.addEventListener('resize', measure);
  seen.addEventListener('scroll', measure);
  measure();
}
