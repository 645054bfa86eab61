using Artisan.Cli.Tests.Running;
using Artisan.Value.Ledger;
using Artisan.Value.Tests.Building;

namespace Artisan.Cli.Tests;

public sealed class SigningInTests : IDisposable
{
    private readonly FakeArtisan _artisan = new() { Keys = Set("first") };
    private readonly Terminal _terminal = new();

    [Fact]
    public async Task What_is_kept_only_the_person_can_read()
    {
        await _terminal.SignInAsync(_artisan);
        var file = Path.Combine(_terminal.Config, "logins.json");
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains("token-1", text, StringComparison.Ordinal);
        Assert.Contains(TestKey.Named("first").Public.Thumbprint, text, StringComparison.Ordinal);
        Assert.DoesNotContain("right password", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_servers_words()
    {
        var answer = await _terminal.TypeAsync("wrong\n", "login", "--url", _artisan.Url, "--email", "a@example.com", "--password-stdin");
        answer.Is(2);
        Assert.Contains("The address or the password is wrong.", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_terminal.Config, "logins.json")));
    }

    [Fact]
    public async Task An_API_key_comes_by_standard_input()
    {
        (await _terminal.TypeAsync("art_live_x_y\n", "login", "--url", _artisan.Url + "/some/page", "--api-key-stdin")).Is(0);
        (await _terminal.RunAsync("import", await _terminal.FileAsync("s.csv", "p1,2026-01-01,1\n"), "--source", "shop", "--map", "id=1,time=2,amount=3")).Is(0);
        Assert.Equal("Bearer art_live_x_y", Assert.Single(_artisan.Authorizations));
    }

    [Fact]
    public async Task Keys_that_all_changed_are_refused_until_accepted()
    {
        await _terminal.SignInAsync(_artisan);
        _artisan.Keys = Set("second");
        string[] login = ["login", "--url", _artisan.Url, "--email", "a@example.com", "--password-stdin"];
        var refused = await _terminal.TypeAsync("right password\n", login);
        refused.Is(1);
        Assert.Contains("none of the receipt keys that were pinned", refused.Error, StringComparison.Ordinal);
        var accepted = await _terminal.TypeAsync("right password\n", [.. login, "--accept-new-keys", "--json"]);
        accepted.Is(0);
        Assert.Equal(TestKey.Named("second").Public.Thumbprint, (string?)accepted.Json["pinnedKeys"]![0]);
    }

    [Fact]
    public async Task Without_a_login_the_next_step_is_told()
    {
        var answer = await _terminal.RunAsync("receipts", "export", "--out", Path.Combine(_terminal.Config, "x.json"));
        answer.Is(2);
        Assert.Contains("artisan login --url", answer.Error, StringComparison.Ordinal);
        (await _terminal.RunAsync("login", "--url", "ftp://example.com", "--api-key-stdin")).Is(2);
    }

    [Fact]
    public async Task A_calculation_runs_for_each_month()
    {
        await _terminal.SignInAsync(_artisan);
        var answer = await _terminal.RunAsync("calculate", "--definition", "def_1", "--from", "1997-11", "--to", "1998-02", "--json");
        answer.Is(0);
        Assert.Equal(["calc_1997-11", "calc_1997-12", "calc_1998-01", "calc_1998-02"], answer.Json["calculations"]!.AsArray().Select(c => (string?)c!["id"]));
        var lines = await _terminal.RunAsync("calculate", "--definition", "def_1", "--from", "1997-11", "--to", "1997-11");
        Assert.Equal("1997-11: result 100, fee 10.00 USD, calculation calc_1997-11, receipt rcp_1", lines.Output.TrimEnd());
        (await _terminal.RunAsync("calculate", "--definition", "def_1", "--from", "1998-01", "--to", "1997-12")).Is(2);
    }

    public void Dispose()
    {
        _artisan.Dispose();
        _terminal.Dispose();
    }

    private static System.Text.Json.Nodes.JsonObject Set(string key) => new Jwks([new PublishedKey(TestKey.Named(key).Public, ReceiptLog.Start, null)]).ToJson();
}
