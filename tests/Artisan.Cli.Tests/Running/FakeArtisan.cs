using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Artisan.Cli.Tests.Running;

/// <summary>A small Artisan on loopback that takes data points exactly once per id, and fails on request before or after it has stored them.</summary>
internal sealed class FakeArtisan : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Fault> _faults = new();
    private readonly Task _serving;

    public FakeArtisan()
    {
        Url = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>What goes wrong with the next call to the data endpoint.</summary>
    public enum Fault
    {
        None,
        TooMany,
        Unavailable,
        DropBefore,
        DropAfter,
        Forbidden,
    }

    public string Url { get; }

    /// <summary>The points by id, as their canonical text.</summary>
    public ConcurrentDictionary<string, string> Points { get; } = new();

    public int Calls { get; private set; }

    public List<string?> Authorizations { get; } = [];

    public List<string> Requests { get; } = [];

    public byte[] Export { get; set; } = [];

    /// <summary>What the checkpoint says of receipts that wait, answer by answer, then none; above a hundred nothing was signed yet.</summary>
    public Queue<long> Pending { get; } = [];

    /// <summary>How many receipts an export says are not in it.</summary>
    public long PendingInFile { get; set; }

    public JsonObject Keys { get; set; } = new() { ["keys"] = new JsonArray() };

    /// <summary>Access tokens that are still good; null means any.</summary>
    public string? OnlyToken { get; set; }

    public void Fail(params Fault[] faults) => Array.ForEach(faults, _faults.Enqueue);

    public void Dispose()
    {
        _listener.Close();
        _serving.GetAwaiter().GetResult();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                await AnswerAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client went away; the next one is served.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.InputStream);
        var body = await reader.ReadToEndAsync();
        Requests.Add($"{request.HttpMethod} {request.Url!.AbsolutePath}");
        switch (request.Url.AbsolutePath)
        {
            case "/api/auth/login" when body.Contains("\"right password\"", StringComparison.Ordinal):
                context.Response.Headers.Add("Set-Cookie", "__Host-artisan-refresh=r1; Path=/; Secure; HttpOnly; SameSite=Strict");
                Json(context, 200, new JsonObject { ["accessToken"] = "token-1", ["expiresAt"] = "2100-01-01T00:00:00Z", ["workspaceId"] = "ws_1" });
                break;
            case "/api/auth/login":
                Json(context, 401, new JsonObject { ["code"] = "identity.credentials_wrong", ["detail"] = "The address or the password is wrong." });
                break;
            case "/api/auth/refresh" when request.Headers["Cookie"] == "__Host-artisan-refresh=r1" && request.Headers["X-Artisan-Csrf"] == "1":
                context.Response.Headers.Add("Set-Cookie", "__Host-artisan-refresh=r2; Path=/; Secure; HttpOnly; SameSite=Strict");
                Json(context, 200, new JsonObject { ["accessToken"] = "token-2", ["expiresAt"] = "2100-01-01T00:00:00Z", ["workspaceId"] = "ws_1" });
                break;
            case "/api/receipts/keys":
                Json(context, 200, (JsonObject)Keys.DeepClone());
                break;
            case "/api/receipts/checkpoint":
                Json(context, Pending.TryDequeue(out var pending) && pending > 100 ? 404 : 200, new JsonObject { ["pending"] = pending });
                break;
            case "/api/receipts/export":
                context.Response.Headers.Add("X-Artisan-Pending", PendingInFile.ToString(System.Globalization.CultureInfo.InvariantCulture));
                await context.Response.OutputStream.WriteAsync(Export);
                context.Response.Close();
                break;
            case "/api/value/data":
                Data(context, body);
                break;
            case "/api/value/calculations/run":
                Json(context, 200, new JsonObject { ["id"] = "calc_" + (string?)JsonNode.Parse(body)!["period"], ["result"] = "100", ["fee"] = "10.00", ["currency"] = "USD", ["receiptId"] = "rcp_1" });
                break;
            default:
                Json(context, 401, new JsonObject { ["detail"] = "Not signed in." });
                break;
        }
    }

    private void Data(HttpListenerContext context, string body)
    {
        Calls++;
        Authorizations.Add(context.Request.Headers["Authorization"]);
        if (OnlyToken is not null && context.Request.Headers["Authorization"] != $"Bearer {OnlyToken}")
        {
            Json(context, 401, new JsonObject { ["detail"] = "Not signed in." });
            return;
        }

        _faults.TryDequeue(out var fault);
        switch (fault)
        {
            case Fault.TooMany:
                context.Response.Headers.Add("Retry-After", "0");
                Json(context, 429, new JsonObject { ["detail"] = "Too many requests." });
                return;
            case Fault.Unavailable:
                Json(context, 503, new JsonObject { ["detail"] = "Busy." });
                return;
            case Fault.Forbidden:
                Json(context, 403, new JsonObject { ["code"] = "access.scope", ["detail"] = "The key may not write data." });
                return;
            case Fault.DropBefore:
                Drop(context);
                return;
        }

        var answer = Store(JsonNode.Parse(body)!["points"]!.AsArray());
        if (fault == Fault.DropAfter)
        {
            Drop(context);
            return;
        }

        Json(context, 200, answer);
    }

    private JsonObject Store(JsonArray points)
    {
        var results = new JsonArray();
        foreach (var point in points)
        {
            var id = (string)point!["id"]!;
            var text = point.ToJsonString();
            var status = id.EndsWith("-bad", StringComparison.Ordinal) ? "invalid" : Points.TryAdd(id, text) ? "stored" : Points[id] == text ? "repeated" : "conflict";
            var result = new JsonObject { ["id"] = id, ["status"] = status };
            if (status is "invalid" or "conflict")
            {
                result["detail"] = $"It is {status}.";
            }

            results.Add((JsonNode)result);
        }

        return new JsonObject { ["results"] = results };
    }

    /// <summary>Breaks the connection in the middle of the answer.</summary>
    private static void Drop(HttpListenerContext context)
    {
        context.Response.ContentLength64 = 1_000;
        context.Response.OutputStream.Write("{"u8);
        context.Response.OutputStream.Flush();
        context.Response.Abort();
    }

    private static void Json(HttpListenerContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = status < 400 ? "application/json" : "application/problem+json";
        context.Response.Close(Encoding.UTF8.GetBytes(body.ToJsonString()), willBlock: true);
    }
}
