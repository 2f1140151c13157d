'use client'
import { useEffect } from 'react'
import { Blank } from './blank.tsx'
import { useFacts, useMe } from './facts.ts'
import { mustDoFirst } from './load-facts.ts'
import { navLinksFor } from './navigation.ts'
import { OpenPage } from './open-page.tsx'

function Forward() {
  const me = useMe()
  const facts = useFacts()
  useEffect(() => {
    const [first] = mustDoFirst(me) ? [] : navLinksFor(me, me?.boards ?? facts.boards ?? [])
    location.replace(me === null || first === undefined ? '/sign-in' : first.href)
  }, [me, facts])
  return <Blank />
}

/** The start page sends everybody to the page that their role opens first. */
export function RoleRedirect() {
  return (
    <OpenPage audience="anybody">
      <Forward />
    </OpenPage>
  )
}
