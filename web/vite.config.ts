/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['WAYBILL_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  server: {
    // `npm run dev` shows the sources; what it asks for comes from a running `waybill serve` or `waybill up`.
    proxy: Object.fromEntries(['/api', '/health', '/ready', '/openapi'].map((path) => [path, { target: server, changeOrigin: true }])),
  },
  build: {
    target: 'es2022',
    // Inlined files would be data: addresses, which the server's policy does not allow for fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      output: {
        manualChunks: (id) => (/node_modules\/(echarts|zrender)\//.test(id) ? 'echarts' : undefined),
      },
    },
  },
  test: { include: ['src/**/*.test.ts'] },
});
