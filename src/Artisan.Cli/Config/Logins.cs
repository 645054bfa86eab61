using Artisan.Cli.Running;

namespace Artisan.Cli.Config;

/// <summary>The logins in the config folder; ARTISAN_URL with ARTISAN_API_KEY stands in for one where nothing may be stored.</summary>
internal sealed class Logins(CliContext cli)
{
    private const string FileName = "logins.json";
    private readonly ConfigFolder _folder = new(cli);

    public string FilePath => Path.Combine(_folder.Path, FileName);

    public IEnumerable<Login> All => Read().Logins.Values;

    public Login? Find(string url) => Read().Logins.GetValueOrDefault(url);

    /// <summary>The login for a URL, or the current one; fails with what to do where there is none.</summary>
    public Login Require(string? url)
    {
        if (cli.Variable("ARTISAN_API_KEY") is { } key && (url ?? cli.Variable("ARTISAN_URL")) is { } place)
        {
            return new Login { Url = Normalized(place), ApiKey = key };
        }

        var file = Read();
        var wanted = url is null ? file.Current : Normalized(url);
        return wanted is not null && file.Logins.TryGetValue(wanted, out var login)
            ? login
            : throw new CliFailure(wanted is null ? "You are not signed in. Run: artisan login --url URL --email ADDRESS" : $"You are not signed in to {wanted}. Run: artisan login --url {wanted} --email ADDRESS");
    }

    /// <summary>Keeps a login; the one kept last is the current one.</summary>
    public void Keep(Login login)
    {
        var file = Read();
        var logins = new Dictionary<string, Login>(file.Logins) { [login.Url] = login };
        _folder.Write(FileName, new LoginFile(login.Url, logins), CliJson.Default.LoginFile);
    }

    public static string Normalized(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw new CliFailure($"'{url}' is not a URL such as https://app.example.com.");

    private LoginFile Read() => _folder.Read(FileName, CliJson.Default.LoginFile) ?? new LoginFile(null, new Dictionary<string, Login>());
}
