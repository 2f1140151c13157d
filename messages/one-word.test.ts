import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const FOLDERS = ['messages', 'scripts/demo/content', 'scripts/demo/front/words']
const SITES = ['config/site.yaml', 'scenarios/site.yaml']

/** A word that stands for nothing here, and the one that does. */
interface Other {
  readonly never: RegExp
  readonly say: string
}
const OTHERS: Readonly<Record<'zh-CN' | 'zh-TW', readonly Other[]>> = {
  'zh-CN': [
    { never: /答复|回覆/, say: '回复' },
    { never: /座席/, say: '坐席' },
    { never: /上级/, say: '主管' },
    { never: /班长/, say: '组长' },
    { never: /风险列表/, say: '风险清单' },
    { never: /绑定/, say: '配对' },
    { never: /案件/, say: '工单' },
    { never: /警示/, say: '告警' },
    { never: /已回拨|回电/, say: '回呼' },
    { never: /中国和台湾/, say: '常用口径' },
  ],
  'zh-TW': [
    { never: /答覆|回復|回复/, say: '回覆' },
    { never: /坐席|座席/, say: '客服人員' },
    { never: /班組/, say: '組別' },
    { never: /上級/, say: '主管' },
    { never: /工單/, say: '案件' },
    { never: /告警/, say: '警示' },
    { never: /聯繫/, say: '聯絡' },
    { never: /審批/, say: '簽核' },
    { never: /回電|回呼/, say: '回撥' },
    { never: /離席/, say: '暫離' },
    { never: /發送|送出/, say: '傳送' },
    { never: /站台檔/, say: '站點檔' },
    { never: /服務水平/, say: '服務水準' },
    {
      never: /默認|信息|(?<!行動)數據|軟件|網絡|屏幕|用戶/,
      say: '預設、訊息、資料、軟體、網路、螢幕、使用者',
    },
  ],
}

/** What of a site file is said in a language: `zh-CN: "…"`. */
const inSite = (text: string, language: string): string =>
  [...text.matchAll(new RegExp(`${language}: ("[^"]*")`, 'g'))].map(([, words]) => words).join('\n')

function wordsIn(language: 'zh-CN' | 'zh-TW'): [file: string, text: string][] {
  const catalogues = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(`${language}.json`))
      .map((name) => join(folder, name)),
  )
  return [
    ...catalogues.map((file): [string, string] => [file, readFileSync(join(root, file), 'utf8')]),
    ...SITES.map((file): [string, string] => [
      file,
      inSite(readFileSync(join(root, file), 'utf8'), language),
    ]),
  ]
}

test.each(['zh-CN', 'zh-TW'] as const)(
  '%s says one thing by one word, in catalogues, site files and the demo',
  (language) => {
    const files = wordsIn(language)
    expect(files.length).toBeGreaterThan(6)
    const found = files.flatMap(([file, text]) =>
      text
        .split('\n')
        .flatMap((line) =>
          OTHERS[language].flatMap(({ never, say }) =>
            never.test(line) ? [`${file}: ${line.trim()} (${say})`] : [],
          ),
        ),
    )
    expect(found).toEqual([])
  },
)
