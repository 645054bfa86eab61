import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backEnd = process.env.ARTISAN_API ?? "http://127.0.0.1:7071";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    proxy: {
      "/api": { target: backEnd, changeOrigin: false },
      "/dev": { target: backEnd, changeOrigin: false },
    },
  },
  test: {
    css: false,
    testTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "rules", environment: "node", include: ["src/**/*.test.ts"] } },
      { extends: true, test: { name: "pages", environment: "jsdom", include: ["src/**/*.test.tsx"], setupFiles: ["./src/testing/setup.ts"] } },
    ],
  },
});
