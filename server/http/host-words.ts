import type { Language } from '#core/site/languages.ts'

/** What a person is told who opened the site by a name that it does not know; no page of ours can be shown there. */
interface HostWords {
  readonly title: string
  /** With `{host}`. */
  readonly text: string
  readonly who: string
  readonly until: string
}

export const hostWords: Readonly<Record<Language, HostWords>> = {
  en: {
    title: 'This address is not set up yet',
    text: 'You opened {host}. To keep other websites out, Huiyin answers only to names that it was told of.',
    who: 'Ask whoever runs the server (your IT): add the name to HUIYIN_HOSTS and start Huiyin again, such as',
    until: 'Until then, open the address that Huiyin printed when it started, or the server’s IP address.',
  },
  'zh-CN': {
    title: '此网址尚未登记',
    text: '您打开的是 {host}。为防止其他网站冒用，回音只响应已登记的名称。',
    who: '请联系服务器管理员（IT）：将该名称加入 HUIYIN_HOSTS，然后重新启动回音，例如',
    until: '在此之前，请使用回音启动时显示的地址，或服务器的 IP 地址。',
  },
  'zh-TW': {
    title: '此網址尚未登記',
    text: '您開啟的是 {host}。為防止其他網站冒用，回音只回應已登記的名稱。',
    who: '請聯絡伺服器管理員（IT）：將此名稱加入 HUIYIN_HOSTS，然後重新啟動回音，例如',
    until: '在此之前，請使用回音啟動時顯示的位址，或伺服器的 IP 位址。',
  },
}
