// The first page of the panel: what there is to try.
import { Box, Button, H2, H4, Text } from '@adminjs/design-system'
import { useCurrentAdmin, ViewHelpers } from 'adminjs'
import React from 'react'

const steps = [
  [
    'Be in two places',
    'Log in as the same user in a second browser or in a private window, then reload this page: you are logged out here. (Unless the demo was started with another SINGLE_USER_SESSION.)',
  ],
  [
    'Log out',
    'In the menu at the top right. It logs you out in all your browsers. (Unless the demo was started with LOGOUT_ALL_SESSIONS=false.)',
  ],
  [
    'Log others out',
    'Select users in the list, and choose "Log out on all sessions". Carol may log out ordinary users, Dave and Root admin users too, Alice and Bob nobody.',
  ],
]

const Dashboard = () => {
  const [currentAdmin] = useCurrentAdmin()
  return (
    <Box variant="grey">
      <Box variant="white" p="xxl">
        <H2>One active session per user</H2>
        <Text mb="xl">You are {currentAdmin?.email}. Three things to try:</Text>
        {steps.map(([title, text]) => (
          <Box key={title} mb="xl">
            <H4>{title}</H4>
            <Text>{text}</Text>
          </Box>
        ))}
        <Button as="a" variant="contained" href={new ViewHelpers().resourceUrl({ resourceId: 'User' })}>
          List of users
        </Button>
      </Box>
    </Box>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default Dashboard
