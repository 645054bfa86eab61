import "./styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "@/lib/query";
import { Providers } from "./providers";
import { createAppRouter } from "./router";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");

const queries = createQueryClient();

createRoot(root).render(
  <StrictMode>
    <Providers queries={queries} router={createAppRouter(queries)} />
  </StrictMode>,
);
