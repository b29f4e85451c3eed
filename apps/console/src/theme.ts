import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/**
 * The frame is drawn in ink and grey; colour is left to risk and state (styles/tokens.css). So the primary colour is ink:
 * near-black buttons on light, near-white on dark.
 */
const ink: MantineColorsTuple = [
  '#f4f5f7',
  '#e8ebee',
  '#d3d8de',
  '#b3bbc4',
  '#8b949e',
  '#65707c',
  '#4a535e',
  '#333b45',
  '#20262d',
  '#14181d',
];
const dark: MantineColorsTuple = [
  '#e8ebee',
  '#b3bbc4',
  '#98a1ab',
  '#6d7781',
  '#3a424b',
  '#2b3138',
  '#1b2025',
  '#14181c',
  '#0f1215',
  '#0a0c0e',
];

export const theme = createTheme({
  colors: { ink, dark },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 1 },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, Menlo, monospace",
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '16px' }, h2: { fontSize: '13px' }, h3: { fontSize: '12px' } },
  },
  defaultRadius: '6px',
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'filled' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
    Modal: {
      defaultProps: {
        radius: 'md',
        overlayProps: { backgroundOpacity: 0.35 },
        transitionProps: { duration: 80 },
      },
    },
    // Mantine draws it as <header>, which would be a second banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, multiline: true } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': '#6b7580',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
  },
  dark: {
    '--mantine-color-body': '#14181c',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': '#8b949e',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
  },
});
