// The first page of the panel: what there is to try, each a link or a button, and ticked off once it was.
import { Box, Button, H2, H5, Icon, Loader, MessageBox, Text } from '@adminjs/design-system'
import { ApiClient } from 'adminjs'
import React, { useEffect, useState } from 'react'
import { secondBrowserPath, type SecondBrowserAnswer, type Step, type Steps } from './wire.js'

/** How long one has to read what happens to the tab, in milliseconds. */
const readingMs = 1500

const Dashboard = () => {
  const [{ userId, email, promise, steps }, setSteps] = useState<Partial<Steps>>({})
  useEffect(() => {
    void new ApiClient().getDashboard<Steps>().then(({ data }) => {
      setSteps(data)
    })
  }, [])
  const [done, tickOff] = useDone(userId)
  if (!steps) return <Loader />
  return (
    <Box variant="grey" data-css="demo-dashboard">
      <Box bg="container" color="text" p={['lg', 'xl', 'xxl']}>
        <H2 mb="default">{promise}</H2>
        <Text mb="xl">You are {email}. Try this:</Text>
        <Box as="ol" p={0} m={0} style={{ listStyle: 'none' }}>
          {steps.map((step) => (
            <StepItem
              key={step.id}
              step={step}
              isDone={done.includes(step.id)}
              onDone={() => {
                tickOff(step.id)
              }}
            />
          ))}
        </Box>
      </Box>
    </Box>
  )
}

interface StepProps {
  readonly step: Step
  readonly isDone: boolean
  readonly onDone: () => void
}

const StepItem = ({ step: { id, title, text, href }, isDone, onDone }: StepProps) => (
  <Box as="li" py="lg" borderTop="1px solid" borderColor="grey20" flex data-testid={`step-${id}`}>
    <Box
      mr="lg"
      pt="sm"
      flexShrink={0}
      color={isDone ? 'success' : 'grey60'}
      role="img"
      aria-label={isDone ? 'Done' : 'To do'}
    >
      <Icon icon={isDone ? 'CheckCircle' : 'Circle'} size={20} />
    </Box>
    <Box flexGrow={1}>
      {href === null ? (
        <SecondBrowser title={title} onDone={onDone} />
      ) : (
        <H5 m={0}>
          <Text as="a" href={href} onClick={onDone} color="text" fontWeight="bold" fontSize="lg">
            {title}
          </Text>
        </H5>
      )}
      <Text mt="sm">{text}</Text>
    </Box>
  </Box>
)

/** The button that logs its user in elsewhere, and what came of it. */
const SecondBrowser = ({ title, onDone }: { title: string; onDone: () => void }) => {
  const [said, setSaid] = useState<SecondBrowserAnswer>()
  const [isBusy, setBusy] = useState(false)
  const press = async (): Promise<void> => {
    setBusy(true)
    const answer = await logInElsewhere()
    onDone()
    setSaid(answer)
    setBusy(false)
    // The tab asks by itself, too; with its next request at the latest it hears that its session is over.
    if (answer.isOver) setTimeout(() => void new ApiClient().getDashboard().catch(() => undefined), readingMs)
  }
  const isOff = isBusy || said?.isOver === true
  return (
    <>
      <Button
        variant="contained"
        disabled={isOff}
        onClick={() => void press()}
        style={{ whiteSpace: 'normal', height: 'auto' }}
      >
        {title}
      </Button>
      <Box role="status" mt={said ? 'default' : 0}>
        {said && <MessageBox variant="info" message={said.text} />}
      </Box>
    </>
  )
}

async function logInElsewhere(): Promise<SecondBrowserAnswer> {
  try {
    const response = await fetch(secondBrowserPath, { method: 'POST' })
    if (response.ok || response.status === 401) return (await response.json()) as SecondBrowserAnswer
    return { text: await response.text(), isOver: false }
  } catch {
    return { text: 'The server cannot be reached.', isOver: false }
  }
}

/** Which steps this user has done in this browser, and what ticks one off. */
function useDone(userId: string | undefined): [done: readonly string[], tickOff: (id: string) => void] {
  const key = `adminjs-single-session demo ${userId ?? ''}`
  const [done, setDone] = useState<readonly string[]>([])
  useEffect(() => {
    setDone((localStorage.getItem(key) ?? '').split(' '))
  }, [key])
  return [
    done,
    (id) => {
      const next = [...new Set([...done, id])]
      localStorage.setItem(key, next.join(' '))
      setDone(next)
    },
  ]
}

// AdminJS's bundle takes the default export of a component's file.
export default Dashboard
