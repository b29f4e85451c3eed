import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/panels.css';
import './styles/lists.css';
import './styles/case.css';
import './styles/waterfall.css';
import './styles/matched.css';
import './styles/patterns.css';
import './styles/late.css';
import './styles/models.css';
import './styles/narrow.css';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.js';
import { router } from './router.js';
import { cssVariables, theme } from './theme.js';

const schemes = localStorageColorSchemeManager({ key: 'caracal-color-scheme' });

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={schemes}
      cssVariablesResolver={cssVariables}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
