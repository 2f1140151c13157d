import { askForFeed } from './connect-http.ts'
import { askForPbx } from './connect-pbx.ts'
import { field, form, make, showStep } from './elements.ts'
import { ask, keepCode } from './send.ts'
import { goOn, goToDemo } from './wait.ts'
import { languageNow, loadWords, pickLanguage, t } from './words.ts'

/** What has been typed so far: nothing is written before the last step. */
const site = { name: '', timezone: Intl.DateTimeFormat().resolvedOptions().timeZone }
const admin = { name: '', login: 'admin', password: '' }
/** Where one part runs on given stores, there is no demo to look around in. */
let hasDemo = true
let again: () => void = askForCode

const at = (step: () => void) => () => {
  again = step
  step()
}
const go = (step: () => void) => at(step)()
const stepText = (n: number) => make('p', { class: 'steps' }, t('step', { n }))

function askForCode(): void {
  showStep(
    t('code.title'),
    t('code.text'),
    form(
      {
        submit: t('next'),
        async send({ code = '' }) {
          keepCode(code)
          const begun = await ask<{ hasDemo: boolean }>('begin')
          if (begun === null) return
          hasDemo = begun.hasDemo
          go(askForSite)
        },
      },
      field(t('code.label'), 'code', {
        autocomplete: 'off',
        autocapitalize: 'none',
        spellcheck: 'false',
        class: 'code',
      }),
    ),
  )
}

function zones(): HTMLDataListElement {
  // Older browsers do not tell their zones: there one types it.
  const known = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : []
  return make('datalist', { id: 'zones' }, ...known.map((value) => make('option', { value })))
}

function askForSite(): void {
  showStep(
    t('site.title'),
    null,
    stepText(1),
    form(
      {
        submit: t('next'),
        async send(values) {
          Object.assign(site, values)
          if ((await ask('site', site)) !== null) go(askForAdmin)
        },
      },
      field(t('site.name'), 'name', { value: site.name, maxlength: '200' }),
      field(t('site.timezone'), 'timezone', { value: site.timezone, list: 'zones' }),
      zones(),
    ),
  )
}

function askForAdmin(): void {
  showStep(
    t('admin.title'),
    t('admin.text'),
    stepText(2),
    form(
      {
        submit: t('next'),
        back: { label: t('back'), go: at(askForSite) },
        async send(values) {
          Object.assign(admin, values)
          if ((await ask('admin', { ...admin, timezone: site.timezone })) !== null) go(askForConnect)
        },
      },
      field(t('admin.name'), 'name', { value: admin.name, autocomplete: 'name', maxlength: '200' }),
      field(t('admin.login'), 'login', { value: admin.login, autocomplete: 'username', maxlength: '128' }),
      field(t('admin.password'), 'password', {
        type: 'password',
        value: admin.password,
        autocomplete: 'new-password',
      }),
    ),
  )
}

async function finish(connect: object): Promise<void> {
  const { name, login, password } = admin
  const draft = {
    ...site,
    name: site.name || 'Huiyin',
    language: languageNow(),
    admin: { name, login },
    connect,
  }
  const kept = await ask<{ board: string; password: string; token: string | null }>('finish', draft)
  if (kept === null) return
  const feed = 'feed' in connect ? String(connect.feed) : null
  document.querySelector<HTMLSelectElement>('#language')!.disabled = true
  await goOn({ login, password, first: kept.password, board: kept.board, feed, token: kept.token })
}

function askForConnect(): void {
  const choice = (key: string, act: () => void) =>
    make(
      'button',
      { type: 'button', class: 'choice', 'data-choice': key, click: act },
      make('b', {}, t(`connect.${key}`)),
      make('span', {}, t(`connect.${key}Text`)),
    )
  const back = at(askForConnect)
  showStep(
    t('connect.title'),
    null,
    stepText(3),
    choice(
      'asterisk',
      at(() => askForPbx(back, finish)),
    ),
    choice(
      'http',
      at(() => askForFeed(back, finish)),
    ),
    ...(hasDemo
      ? [
          choice('demo', async () => {
            const demo = await ask<{ port: number }>('demo')
            if (demo !== null) await goToDemo(demo.port)
          }),
        ]
      : []),
    make('p', { id: 'fault', role: 'alert' }),
    make('div', { class: 'buttons' }, make('button', { type: 'button', click: at(askForAdmin) }, t('back'))),
  )
}

const picker = document.querySelector<HTMLSelectElement>('#language')!
picker.addEventListener('change', () => {
  pickLanguage(picker.value)
  again()
})
await loadWords()
picker.value = languageNow()
again()
