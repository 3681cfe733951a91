import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { licenses } from './licenses.ts';

// One script and one stylesheet with fixed names: the sandbox serves them, and an exported page includes them. The workers
// are inlined in the script because a page opened from disk cannot load them.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react(), licenses()],
  worker: { rolldownOptions: { output: { name: 'worker' } } },
  build: {
    outDir: '../dist/explorer',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: false,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      output: {
        codeSplitting: false,
        entryFileNames: 'explorer.js',
        assetFileNames: 'explorer.[ext]',
      },
    },
  },
});
