import { buildPages } from '/work/wt/assist/scripts/start/page-build.ts'
const ok = await buildPages((text: string) => console.log(text))
console.log('built', ok)
