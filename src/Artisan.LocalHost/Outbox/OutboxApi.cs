using Artisan.LocalHost.Http;

namespace Artisan.LocalHost.Outbox;

/// <summary>The e-mails of this machine, to read in a browser and as JSON.</summary>
internal static class OutboxApi
{
    // The mail's own markup gets nothing but its looks; its links open beside the outbox.
    private const string MailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    public static void MapOutbox(this IEndpointRouteBuilder routes, SentMails mails)
    {
        routes.MapGet("/dev/outbox.json", async (string? to, HttpContext context, CancellationToken ct) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(await mails.ListAsync(to, ct));
        });
        routes.MapGet("/dev/outbox", async (string? to, HttpContext context, CancellationToken ct) => Page(context, OutboxPages.List(await mails.ListAsync(to, ct))));
        routes.MapGet("/dev/outbox/{id}", async (string id, HttpContext context, CancellationToken ct) =>
            await mails.FindAsync(id, ct) is { } mail ? Page(context, OutboxPages.One(mail)) : Results.NotFound());
        routes.MapGet("/dev/outbox/{id}/html", async (string id, HttpContext context, CancellationToken ct) =>
        {
            if (await mails.FindAsync(id, ct) is not { Html: { } html }) return Results.NotFound();
            SecurityHeaders.Apply(context);
            context.Response.Headers.ContentSecurityPolicy = MailPolicy;
            context.Response.Headers.CacheControl = "no-store";
            return Results.Text(InNewTab(html), "text/html; charset=utf-8");
        });
    }

    private static IResult Page(HttpContext context, string html)
    {
        SecurityHeaders.Apply(context);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(html, "text/html; charset=utf-8");
    }

    // A link inside the frame would load a page that refuses to be framed.
    private static string InNewTab(string html)
    {
        const string target = "<base target=\"_blank\">";
        var head = html.IndexOf("<head>", StringComparison.OrdinalIgnoreCase);
        return head < 0 ? target + html : html.Insert(head + "<head>".Length, target);
    }
}
