using System.Text.Json.Nodes;

namespace Artisan.EndToEnd.Tests;

/// <summary>What people find in their mail boxes.</summary>
internal static class Mails
{
    /// <summary>Where the newest mail to an address with a link of this kind leads; waits for it as a person would.</summary>
    public static async Task<string> LinkAsync(RunningArtisan artisan, string email, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = artisan.Address };
        for (var i = 0; i < 120; i++)
        {
            var mails = JsonNode.Parse(await http.GetStringAsync(new Uri($"/dev/outbox.json?to={Uri.EscapeDataString(email)}", UriKind.Relative)))!.AsArray();
            foreach (var text in mails.Select(m => (string)m!["text"]!))
            {
                var start = text.IndexOf(path, StringComparison.Ordinal);
                if (start >= 0) return new string([.. text[start..].TakeWhile(c => !char.IsWhiteSpace(c))]);
            }

            await Task.Delay(250);
        }

        throw new TimeoutException($"No mail to {email} with a link to {path} arrived within 30 seconds.");
    }
}
