import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Layers: shared (components, lib) -> features -> app. Each may use what stands left of it, never what stands right. */
const forbid = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

const noApp = { group: ["@/app/*", "@/app/**"], message: "Only app may know app: shared -> features -> app." };
const noFeatures = { group: ["@/features/*", "@/features/**"], message: "Shared code knows no feature: shared -> features -> app." };
const ownFilesByRelativePath = {
  group: ["@/features/*/components/**", "@/features/*/model/**"],
  message: "A feature uses another one through its api folder only (its own files by relative path).",
};

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/lib/api-types.ts", "public"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["eslint.config.js"] }, tsconfigRootDir: import.meta.dirname } },
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/only-throw-error": "off",
      "no-console": "error",
      "max-lines": ["error", 300],
    },
  },
  {
    // The browser's date is not the date of the business: a test clock may stand elsewhere, and a machine's clock may be wrong.
    files: ["src/app/**", "src/features/**", "src/components/**"],
    ignores: ["**/*.test.*"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.object.name='Date'][callee.property.name='now']", message: "Ask useBusinessNow of lib/test-clock, or worldNow of lib/days." },
      ],
    },
  },
  { files: ["src/components/**", "src/lib/**"], rules: forbid(noApp, noFeatures) },
  { files: ["src/features/**"], rules: forbid(noApp, ownFilesByRelativePath) },
);
