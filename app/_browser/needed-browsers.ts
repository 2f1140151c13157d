/** The oldest engines that the build (browserslist in package.json) and the styles are made for. */
export const needed = {
  /** Televisions since 2022. */
  wall: 'Chromium 85, Firefox 128, Safari 16.4',
  /** Everything that is worked with. */
  page: 'Chromium 111, Firefox 128, Safari 16.4',
} as const
