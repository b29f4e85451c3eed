import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Everything is bundled and hashed, and nothing is inlined, so that the pages run under `default-src 'self'`.
// Of the contracts the console bundles the currency table alone; the rest it imports as types.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: {
    alias: { '#contracts/money': fileURLToPath(new URL('../../libs/contracts/src/money.ts', import.meta.url)) },
  },
  server: {
    proxy: {
      '/console/api': 'http://127.0.0.1:8080',
      '/login': 'http://127.0.0.1:8080',
      '/v1': 'http://127.0.0.1:8080',
    },
  },
  build: {
    outDir: '../../dist/apps/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2023',
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
            { name: 'mantine', test: /node_modules\/(@mantine|@floating-ui)\//, priority: 2 },
            { name: 'tanstack', test: /node_modules\/@tanstack\//, priority: 1 },
          ],
        },
      },
    },
  },
});
