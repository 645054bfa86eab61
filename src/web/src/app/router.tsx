import type { QueryClient } from "@tanstack/react-query";
import { createRouter, type RouterHistory } from "@tanstack/react-router";
import { alertsRoute } from "./routes/alerts/alerts";
import { alertRulesRoute } from "./routes/alerts/rules";
import { approvalRoute } from "./routes/approvals/approval";
import { approvalsRoute } from "./routes/approvals/approvals";
import { goLiveRoute } from "./routes/approvals/go-live";
import { billingRoute } from "./routes/billing/billing";
import { invoiceRoute } from "./routes/billing/invoice";
import { docsRoute } from "./routes/docs/docs";
import { homeRoute } from "./routes/home/home";
import { confirmAddressRoute } from "./routes/identity/confirm-address";
import { forgotRoute } from "./routes/identity/forgot";
import { resetRoute } from "./routes/identity/reset";
import { signInRoute } from "./routes/identity/sign-in";
import { signUpRoute } from "./routes/identity/sign-up";
import { verifyRoute } from "./routes/identity/verify";
import { integrationRoute } from "./routes/integrations/integration";
import { integrationsRoute } from "./routes/integrations/integrations";
import { notificationsRoute } from "./routes/notifications/notifications";
import { notificationPreferencesRoute } from "./routes/notifications/preferences";
import { unsubscribeRoute } from "./routes/notifications/unsubscribe";
import { openRoute } from "./routes/open";
import { receiptRoute } from "./routes/receipts/receipt";
import { receiptsRoute } from "./routes/receipts/receipts";
import { rootRoute } from "./routes/root";
import { activityRoute } from "./routes/settings/activity";
import { apiKeysRoute } from "./routes/settings/api-keys";
import { auditRoute } from "./routes/settings/audit";
import { profileRoute } from "./routes/settings/profile";
import { securityRoute } from "./routes/settings/security";
import { sessionsRoute } from "./routes/settings/sessions";
import { teamRoute } from "./routes/settings/team";
import { workspaceRoute } from "./routes/settings/workspace";
import { setupRoute } from "./routes/setup/setup";
import { shellRoute } from "./routes/shell";
import { ticketRoute } from "./routes/support/ticket";
import { ticketsRoute } from "./routes/support/tickets";
import { accuracyRoute } from "./routes/value/accuracy";
import { calculationRoute } from "./routes/value/calculation";
import { calculationsRoute } from "./routes/value/calculations";
import { definitionRoute } from "./routes/value/definition";
import { definitionsRoute } from "./routes/value/definitions";
import { importRoute } from "./routes/value/import";
import { newDefinitionRoute } from "./routes/value/new-definition";
import { endpointRoute } from "./routes/webhooks/endpoint";
import { webhooksRoute } from "./routes/webhooks/webhooks";
import { acceptInvitationRoute } from "./routes/workspaces/accept-invitation";
import { PageCrashed, PageNotFound, PagePending } from "./shell/page-fallbacks";

const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  forgotRoute,
  resetRoute,
  confirmAddressRoute,
  verifyRoute,
  acceptInvitationRoute,
  unsubscribeRoute,
  shellRoute.addChildren([
    homeRoute,
    setupRoute,
    definitionsRoute,
    newDefinitionRoute,
    definitionRoute,
    calculationsRoute,
    calculationRoute,
    importRoute,
    alertsRoute,
    alertRulesRoute,
    accuracyRoute,
    approvalsRoute,
    approvalRoute,
    goLiveRoute,
    receiptsRoute,
    receiptRoute,
    billingRoute,
    ticketsRoute,
    ticketRoute,
    invoiceRoute,
    integrationsRoute,
    integrationRoute,
    webhooksRoute,
    endpointRoute,
    notificationsRoute,
    notificationPreferencesRoute,
    profileRoute,
    securityRoute,
    sessionsRoute,
    apiKeysRoute,
    teamRoute,
    activityRoute,
    auditRoute,
    workspaceRoute,
  ]),
  openRoute.addChildren([docsRoute]),
]);

export function createAppRouter(queries: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context: { queries },
    scrollRestoration: true,
    defaultErrorComponent: PageCrashed,
    defaultNotFoundComponent: PageNotFound,
    defaultPendingComponent: PagePending,
    defaultPendingMs: 150,
    ...(history ? { history } : {}),
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
