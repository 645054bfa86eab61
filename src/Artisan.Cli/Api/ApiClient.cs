using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Cli.Config;
using Artisan.Cli.Running;

namespace Artisan.Cli.Api;

/// <summary>Calls one Artisan as one caller: waits as long as it asks to, renews the session once where it has ended, fails with its own words.</summary>
internal sealed class ApiClient(CliContext cli, Login login) : IDisposable
{
    /// <summary>How often a request is sent before giving up.</summary>
    public const int MostAttempts = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(cli.Network, disposeHandler: false) { BaseAddress = new Uri(login.Url), Timeout = TimeSpan.FromSeconds(100) };
    private Login _login = login;

    /// <summary>Sends JSON and gives the JSON answer. Only for calls that may be repeated safely.</summary>
    public async Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken ct)
    {
        using var response = await SendAsync(() => Request(HttpMethod.Post, path, body), HttpCompletionOption.ResponseContentRead, ct);
        return await JsonAsync(response, ct);
    }

    public async Task<JsonObject> GetAsync(string path, CancellationToken ct)
    {
        using var response = await SendAsync(() => Request(HttpMethod.Get, path, null), HttpCompletionOption.ResponseContentRead, ct);
        return await JsonAsync(response, ct);
    }

    /// <summary>Streams an answer into a file; answers one of its headers, null where it has none of that name.</summary>
    public async Task<string?> DownloadAsync(string path, Stream target, string header, CancellationToken ct)
    {
        using var response = await SendAsync(() => Request(HttpMethod.Get, path, null), HttpCompletionOption.ResponseHeadersRead, ct);
        await response.Content.CopyToAsync(target, ct);
        return response.Headers.TryGetValues(header, out var values) ? values.FirstOrDefault() : null;
    }

    /// <summary>How many receipts of the workspace no checkpoint signs for yet.</summary>
    public async Task<long> PendingReceiptsAsync(CancellationToken ct)
    {
        // A log for which nothing was signed yet is refused, and says so.
        using var response = await SendAsync(() => Request(HttpMethod.Get, "/api/receipts/checkpoint", null), HttpCompletionOption.ResponseContentRead, ct, HttpStatusCode.NotFound);
        return (await JsonAsync(response, ct))["pending"]?.GetValue<long>() ?? 0;
    }

    /// <summary>Signs in with a password; the answer's refresh cookie comes along.</summary>
    public async Task<Login> SignInAsync(string email, string password, CancellationToken ct)
    {
        using var response = await AttemptAsync(() => Request(HttpMethod.Post, "/api/auth/login", new JsonObject { ["email"] = email, ["password"] = password }), HttpCompletionOption.ResponseContentRead, ct);
        await RequireSuccessAsync(response, ct);
        return await SignedInAsync(response, ct);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, HttpCompletionOption completion, CancellationToken ct, HttpStatusCode accepted = HttpStatusCode.OK)
    {
        if (_login.ExpiresAt is { } end && end < cli.Clock.GetUtcNow().AddSeconds(30))
        {
            await RenewAsync(ct);
        }

        var response = await AttemptAsync(request, completion, ct);
        if (response.StatusCode == HttpStatusCode.Unauthorized && _login.RefreshCookie is not null)
        {
            response.Dispose();
            await RenewAsync(ct);
            response = await AttemptAsync(request, completion, ct);
        }

        if (response.StatusCode != accepted)
        {
            await RequireSuccessAsync(response, ct);
        }

        return response;
    }

    private async Task<HttpResponseMessage> AttemptAsync(Func<HttpRequestMessage> create, HttpCompletionOption completion, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                using var request = create();
                var response = await _http.SendAsync(request, completion, ct);
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout) || attempt == MostAttempts)
                {
                    return response;
                }

                wait = RetryAfter(response) ?? Backoff(attempt);
                response.Dispose();
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
            {
                if (attempt == MostAttempts)
                {
                    throw new CliFailure($"{_login.Url} does not answer: {e.Message}");
                }

                wait = Backoff(attempt);
            }

            await Task.Delay(wait, cli.Clock, ct);
        }
    }

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds(Math.Min(100 * Math.Pow(2, attempt), LongestWait.TotalMilliseconds));

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - cli.Clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, LongestWait.Ticks));
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        if (_login.RefreshCookie is null)
        {
            return;
        }

        using var response = await AttemptAsync(
            () =>
            {
                var request = Request(HttpMethod.Post, "/api/auth/refresh", []);
                request.Headers.Authorization = null;
                request.Headers.TryAddWithoutValidation("Cookie", _login.RefreshCookie);
                return request;
            },
            HttpCompletionOption.ResponseContentRead,
            ct);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new CliFailure($"Your session at {_login.Url} has ended. Run: artisan login --url {_login.Url} --email ADDRESS");
        }

        await RequireSuccessAsync(response, ct);
        _login = await SignedInAsync(response, ct);
        new Logins(cli).Keep(_login);
    }

    private async Task<Login> SignedInAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var answer = await JsonAsync(response, ct);
        var cookie = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0]).FirstOrDefault(c => c.Split('=')[0].Contains("refresh", StringComparison.Ordinal)) : null;
        return _login with
        {
            AccessToken = (string?)answer["accessToken"] ?? throw new CliFailure("The sign-in is not complete: this account has a second step. Create an API key and run: artisan login --api-key-stdin"),
            ExpiresAt = DateTimeOffset.TryParse((string?)answer["expiresAt"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) ? end : null,
            WorkspaceId = (string?)answer["workspaceId"] ?? _login.WorkspaceId,
            RefreshCookie = cookie ?? _login.RefreshCookie,
        };
    }

    private HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("artisan-cli", "1.0"));
        request.Headers.Add("X-Artisan-Csrf", "1");
        if ((_login.ApiKey ?? _login.AccessToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(ct)) as JsonObject ?? throw new CliFailure("The answer is not a JSON object.");
        }
        catch (JsonException)
        {
            throw new CliFailure($"{response.RequestMessage?.RequestUri} did not answer with JSON. Is this the address of an Artisan?");
        }
    }

    /// <summary>Fails with the detail of the problem document, or with the status where there is none.</summary>
    private static async Task RequireSuccessAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync(ct);
        var problem = response.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.Ordinal) && text.Length > 0 ? JsonNode.Parse(text) as JsonObject : null;
        var said = (string?)problem?["detail"] ?? (string?)problem?["title"] ?? response.ReasonPhrase;
        var code = (string?)problem?["code"];
        throw new CliFailure(string.Create(CultureInfo.InvariantCulture, $"{response.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)response.StatusCode}: {said}{(code is null ? "" : $" ({code})")}"));
    }
}
