const engines: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\/(\d+(?:\.\d+)?)/, 'Edge'],
  [/\bFirefox\/(\d+(?:\.\d+)?)/, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|Chromium)\/(\d+)/, 'Chromium'],
  [/\bVersion\/(\d+(?:\.\d+)?).*\bSafari\//, 'Safari'],
  [/\b(?:MSIE |Trident.*rv:)(\d+)/, 'Internet Explorer'],
]

/** What a browser calls itself (its User-Agent), short enough for a sentence: `Chromium 83`. */
export function browserName(userAgent: string): string {
  for (const [pattern, name] of engines) {
    const version = pattern.exec(userAgent)?.[1]
    if (version !== undefined) return `${name} ${version}`
  }
  return userAgent.slice(0, 120)
}
