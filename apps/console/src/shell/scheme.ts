import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';

/** Light or dark as it is now, and the switch; the choice is kept on this computer. */
export function useScheme(): { scheme: 'light' | 'dark'; toggle: () => void } {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return { scheme, toggle: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark') };
}
