using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Artisan.EndToEnd.Tests;

/// <summary>A new user who has signed up over HTTP, with a workspace of his own.</summary>
internal sealed class Person : IDisposable
{
    private readonly HttpClient _http;

    private Person(HttpClient http, string email, string password) => (_http, Email, Password) = (http, email, password);

    public string Email { get; }

    public string Password { get; }

    public static async Task<Person> SignUpAsync(RunningArtisan artisan)
    {
        var person = new Person(
            new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = artisan.Address },
            $"person-{RandomNumberGenerator.GetHexString(10, lowercase: true)}@example.com", "a long sentence that nobody guesses");
        await person.PostAsync("/api/auth/register", new { name = "Pat", email = person.Email, workspaceName = "Shop" });
        var signedIn = await person.PostAsync("/api/auth/email/verify", new { token = await MailedTokenAsync(artisan, person.Email), password = person.Password });
        person._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)signedIn["accessToken"]!);
        return person;
    }

    /// <summary>Somebody who has an account already.</summary>
    public static async Task<Person> SignInAsync(RunningArtisan artisan, string email, string password)
    {
        var person = new Person(new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = artisan.Address }, email, password);
        var signedIn = await person.PostAsync("/api/auth/login", new { email, password });
        person._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)signedIn["accessToken"]!);
        return person;
    }

    /// <summary>Goes on in another workspace; answers the token of it.</summary>
    public async Task<string> SwitchAsync(string workspaceId)
    {
        var token = (string)(await PostAsync("/api/auth/workspace", new { workspaceId }))["accessToken"]!;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await _http.GetAsync(new Uri(path, UriKind.Relative)));

    public Task<JsonNode> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Replaces whatever is there.</summary>
    public Task<JsonNode> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (method == HttpMethod.Put) request.Headers.TryAddWithoutValidation("If-Match", "*");
        // With a length, which a Functions host needs.
        await request.Content.LoadIntoBufferAsync();
        return await ReadAsync(await _http.SendAsync(request));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The token of the newest mail to an address; waits for it as a person would.</summary>
    public static async Task<string> MailedTokenAsync(RunningArtisan artisan, string email)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = artisan.Address };
        for (var i = 0; i < 120; i++)
        {
            var mails = await http.GetStringAsync(new Uri($"/dev/outbox.json?to={Uri.EscapeDataString(email)}", UriKind.Relative));
            var start = mails.IndexOf("#token=", StringComparison.Ordinal);
            if (start >= 0) return new string([.. mails[(start + "#token=".Length)..].TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '%')]);
            await Task.Delay(250);
        }

        throw new TimeoutException("The mail did not arrive within 30 seconds.");
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri}: {(int)response.StatusCode} {text}");
            return JsonNode.Parse(text)!;
        }
    }
}
