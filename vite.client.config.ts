// What a browser gets: one stylesheet, one small script, the typeface; names carry their hash.

import { defineConfig } from 'vite'

export default defineConfig({
  base: '/assets/',
  publicDir: false,
  build: {
    outDir: 'dist/assets',
    emptyOutDir: true,
    assetsDir: '.',
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    rolldownOptions: {
      input: {
        style: 'assets/style.css',
        enhance: 'assets/enhance.ts',
        worker: 'assets/worker.ts',
        logo: 'assets/logo.svg',
      },
    },
  },
})
