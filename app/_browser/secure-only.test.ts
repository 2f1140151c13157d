import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** What browsers give only to pages that came by https (or from this very machine), by the names that code calls it by. */
const SECURE_ONLY =
  /\b(randomUUID|subtle|isSecureContext|crossOriginIsolated|SharedArrayBuffer|clipboard|Clipboard(Item)?|serviceWorker|ServiceWorker(Container)?|pushManager|PushManager|Notification(?=\.\w|\()|'Notification'|wakeLock|WakeLock|setAppBadge|clearAppBadge|cookieStore|caches|CacheStorage|geolocation|mediaDevices|getUserMedia|getBattery|userAgentData|showOpenFilePicker|showSaveFilePicker|PaymentRequest|PublicKeyCredential|IdleDetector|WebTransport|AudioWorklet|audioWorklet|requestStorageAccess|navigator\s*\.\s*(storage|locks|share|canShare|credentials|keyboard|usb|hid|serial|bluetooth|gpu|xr|contacts|virtualKeyboard|requestMIDIAccess))\b/

/** The stand-ins: each says what becomes of it by plain http. */
const ALLOWED = /^app\/(_browser\/|_shell\/push-device\.ts$)/

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
}

/** Comments may name what code may not. */
const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')

function usesIn(name: string): string[] {
  const lines = codeOf(readFileSync(join(root, name), 'utf8')).split('\n')
  return lines.filter((line) => SECURE_ONLY.test(line)).map((line) => `${name}: ${line.trim()}`)
}

test('no page needs https: what browsers keep for secure pages is called by its stand-in only', () => {
  const files = ['app', 'core'].flatMap(sourcesIn)
  expect(files.length).toBeGreaterThan(200)
  expect(files.filter((name) => !ALLOWED.test(name)).flatMap(usesIn)).toEqual([])
})

test('the guard sees what it guards against', () => {
  expect(
    sourcesIn('app')
      .filter((name) => ALLOWED.test(name))
      .flatMap(usesIn).length,
  ).toBeGreaterThan(5)
})
