// Put into each view that stands in a frame of the demo's page: tells it that what is live stands there, and is drawn.
function look() {
  if (document.querySelector('[data-live="live"]') === null) setTimeout(look, 50)
  else requestAnimationFrame(() => setTimeout(() => parent.postMessage('rows', '*')))
}
look()
