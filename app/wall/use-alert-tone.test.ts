import { expect, test } from 'vitest'
import { soundSettingOf } from './use-alert-tone.ts'

test('a wall is silent unless it is asked to sound, and then of the severities that were asked for', () => {
  expect(soundSettingOf('')).toEqual([])
  expect(soundSettingOf('?sound=loud')).toEqual([])
  expect(soundSettingOf('?sound=critical')).toEqual(['critical'])
  expect(soundSettingOf('?sound=warning,critical')).toEqual(['critical', 'warning'])
  expect(soundSettingOf('?sound=all')).toEqual(['critical', 'warning', 'info'])
})
