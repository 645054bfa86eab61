using System.Globalization;
using System.Text;
using Artisan.Cli.Tests.Running;

namespace Artisan.Cli.Tests;

public sealed class ImportingFilesTests : IDisposable
{
    private readonly FakeArtisan _artisan = new();
    private readonly Terminal _terminal = new();

    [Fact]
    public async Task A_blank_separated_file_without_ids_goes_in_once()
    {
        await _terminal.SignInAsync(_artisan);
        var file = await _terminal.FileAsync("sample.txt", Purchases(2_345));
        string[] command = ["import", file, "--source", "cdnow", "--map", "time=3,cds=4,amount=5", "--time-format", "yyyyMMdd", "--id-from-row", "--json"];
        var first = await _terminal.RunAsync(command);
        first.Is(0);
        Assert.Equal((2_345, 2_345, 0), ((int)first.Json["rows"]!, (int)first.Json["stored"]!, (int)first.Json["repeated"]!));
        Assert.Equal(2_345, _artisan.Points.Count);
        Assert.Equal(3, _artisan.Calls);
        Assert.All(_artisan.Authorizations, a => Assert.Equal("Bearer token-1", a));

        var again = await _terminal.RunAsync(command);
        again.Is(0);
        Assert.Equal((0, 2_345), ((int)again.Json["stored"]!, (int)again.Json["repeated"]!));
        Assert.Equal(2_345, _artisan.Points.Count);
    }

    [Fact]
    public async Task A_file_with_a_header_is_mapped_by_name()
    {
        await _terminal.SignInAsync(_artisan);
        var file = await _terminal.FileAsync("sales.csv", "order;paid at;total\n\"A;1\";2026-01-31T10:00:00+01:00;\"12,50\"\nA2;2026-02-01;1.000,00\n");
        (await _terminal.RunAsync("import", file, "--source", "shop", "--has-header", "--map", "id=order,time=paid at,amount=total", "--decimal-comma", "--time-zone", "Europe/Berlin")).Is(0);
        Assert.Equal("""{"source":"shop","id":"A;1","time":"2026-01-31T09:00:00.0000000Z","fields":{"amount":"12.5"}}""", _artisan.Points["A;1"]);
        Assert.Equal("""{"source":"shop","id":"A2","time":"2026-01-31T23:00:00.0000000Z","fields":{"amount":"1000"}}""", _artisan.Points["A2"]);
    }

    [Fact]
    public async Task Corrupt_lines_are_named_and_the_rest_goes_in()
    {
        await _terminal.SignInAsync(_artisan);
        var file = await _terminal.FileAsync("mixed.csv", string.Join('\n',
            "p1,2026-01-01,1.5", "p2,2026-13-01,1.5", "p3,2026-01-01,much", "", "p5,2026-01-01", ",2026-01-01,1", "\"p7,2026-01-01,1", "p8,2026-01-01,8", "p9,2026-01-01,1e5", "p10-bad,2026-01-01,1", "p11,01/02/2026,1", "p12,2026-01-01,12"));
        var answer = await _terminal.RunAsync("import", file, "--source", "shop", "--map", "id=1,time=2,amount=3", "--json");
        answer.Is(3);
        Assert.Equal(["p1", "p12", "p8"], _artisan.Points.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([2, 3, 5, 6, 7, 9, 10, 11], answer.Json["problems"]!.AsArray().Select(p => (int)p!["line"]!).Order());
        Assert.Contains("line 2: '2026-13-01' is not a time", answer.Error, StringComparison.Ordinal);
        Assert.Contains("line 3: amount: 'much' is not a decimal number", answer.Error, StringComparison.Ordinal);
        Assert.Contains("line 7: a quote is not closed", answer.Error, StringComparison.Ordinal);
        Assert.Contains("line 10: p10-bad: invalid: It is invalid.", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_a_conflict_and_named()
    {
        await _terminal.SignInAsync(_artisan);
        string[] options = ["--source", "shop", "--map", "id=1,time=2,amount=3"];
        (await _terminal.RunAsync(["import", await _terminal.FileAsync("a.csv", "p1,2026-01-01,1\n"), .. options])).Is(0);
        var answer = await _terminal.RunAsync(["import", await _terminal.FileAsync("b.csv", "p1,2026-01-01,2\np2,2026-01-01,2\n"), .. options]);
        answer.Is(3);
        Assert.Contains("line 1: p1: conflict", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, _artisan.Points.Count);
    }

    [Fact]
    public async Task Throttling_unavailability_and_broken_connections_are_waited_out()
    {
        await _terminal.SignInAsync(_artisan);
        _artisan.Fail(FakeArtisan.Fault.TooMany, FakeArtisan.Fault.Unavailable, FakeArtisan.Fault.DropBefore, FakeArtisan.Fault.DropAfter, FakeArtisan.Fault.None, FakeArtisan.Fault.DropAfter);
        var answer = await _terminal.RunAsync("import", await _terminal.FileAsync("s.txt", Purchases(250)), "--source", "cdnow", "--map", "time=3,amount=5", "--time-format", "yyyyMMdd", "--id-from-row", "--batch-size", "100", "--json");
        answer.Is(0);
        Assert.Equal(250, _artisan.Points.Count);
        Assert.Equal(8, _artisan.Calls);
        // The two batches whose answers were lost had been stored: they are repeated, not doubled.
        Assert.Equal((50, 200), ((int)answer.Json["stored"]!, (int)answer.Json["repeated"]!));
    }

    [Fact]
    public async Task An_import_that_stopped_goes_on_where_it_was()
    {
        await _terminal.SignInAsync(_artisan);
        _artisan.Fail(FakeArtisan.Fault.None, FakeArtisan.Fault.None, FakeArtisan.Fault.Forbidden);
        string[] command = ["import", await _terminal.FileAsync("s.txt", Purchases(450)), "--source", "cdnow", "--map", "time=3,amount=5", "--time-format", "yyyyMMdd", "--id-from-row", "--batch-size", "100"];
        var stopped = await _terminal.RunAsync(command);
        stopped.Is(2);
        Assert.Contains("The key may not write data. (access.scope)", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("--resume", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(200, _artisan.Points.Count);

        var resumed = await _terminal.RunAsync([.. command, "--resume", "--json"]);
        resumed.Is(0);
        Assert.Equal((450, 450, 0), ((int)resumed.Json["rows"]!, (int)resumed.Json["stored"]!, (int)resumed.Json["repeated"]!));
        Assert.Equal(450, _artisan.Points.Count);
        Assert.Equal(6, _artisan.Calls);
        Assert.Empty(Directory.GetFiles(Path.Combine(_terminal.Config, "imports")));
    }

    [Fact]
    public async Task Resuming_a_changed_file_begins_anew()
    {
        await _terminal.SignInAsync(_artisan);
        _artisan.Fail(FakeArtisan.Fault.None, FakeArtisan.Fault.Forbidden);
        string[] options = ["--source", "cdnow", "--map", "time=3,amount=5", "--time-format", "yyyyMMdd", "--id-from-row", "--batch-size", "10"];
        (await _terminal.RunAsync(["import", await _terminal.FileAsync("s.txt", Purchases(20)), .. options])).Is(2);
        var answer = await _terminal.RunAsync(["import", await _terminal.FileAsync("s.txt", Purchases(21)), .. options, "--resume", "--json"]);
        answer.Is(0);
        Assert.Equal((11, 10), ((int)answer.Json["stored"]!, (int)answer.Json["repeated"]!));
    }

    [Fact]
    public async Task A_dry_run_sends_nothing_and_needs_no_login()
    {
        var answer = await _terminal.RunAsync("import", await _terminal.FileAsync("s.txt", Purchases(30) + "spoiled\n"), "--source", "cdnow", "--map", "time=3,amount=5", "--time-format", "yyyyMMdd", "--id-from-row", "--dry-run");
        answer.Is(3);
        Assert.Contains("31 rows, 30 can be sent, 1 cannot be read. Nothing was sent.", answer.Output, StringComparison.Ordinal);
        Assert.Contains("line 31: there are 1 columns, column 5 is needed", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, _artisan.Calls);
    }

    [Fact]
    public async Task A_person_sees_a_bar_and_a_log_sees_lines()
    {
        using var watched = new Terminal { Watched = true };
        string[] command = ["import", await _terminal.FileAsync("s.txt", Purchases(12_000)), "--source", "cdnow", "--map", "time=3,amount=5", "--time-format", "yyyyMMdd", "--id-from-row", "--dry-run"];
        var person = await watched.RunAsync(command);
        Assert.Contains("\r[##############################] 100 % 12000 rows", person.Error, StringComparison.Ordinal);
        var log = await _terminal.RunAsync(command);
        Assert.DoesNotContain("\r", log.Error, StringComparison.Ordinal);
        Assert.Equal("83 % 10000 rows, 0 stored, 0 repeated, 0 not taken", Assert.Single(log.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task A_session_that_ended_is_renewed_on_the_way()
    {
        await _terminal.SignInAsync(_artisan);
        _artisan.OnlyToken = "token-2";
        (await _terminal.RunAsync("import", await _terminal.FileAsync("s.txt", Purchases(5)), "--source", "cdnow", "--map", "time=3,amount=5", "--time-format", "yyyyMMdd", "--id-from-row")).Is(0);
        Assert.Equal(5, _artisan.Points.Count);
        Assert.Contains("r2", await File.ReadAllTextAsync(Path.Combine(_terminal.Config, "logins.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_key_of_the_environment_needs_no_login()
    {
        _terminal.Environment["ARTISAN_URL"] = _artisan.Url;
        _terminal.Environment["ARTISAN_API_KEY"] = "art_live_x_y";
        (await _terminal.RunAsync("import", await _terminal.FileAsync("s.csv", "p1,2026-01-01,1\n"), "--source", "shop", "--map", "id=1,time=2,amount=3")).Is(0);
        Assert.Equal("Bearer art_live_x_y", Assert.Single(_artisan.Authorizations));
    }

    [Theory]
    [InlineData("id=1,time=2", "no field")]
    [InlineData("id=1,amount=3", "the column of the time")]
    [InlineData("time=2,amount=3", "--id-from-row")]
    [InlineData("id=1,time=2,amount", "name=column")]
    [InlineData("id=1,time=2,amount=3,amount=4", "twice")]
    [InlineData("id=order,time=2,amount=3", "--has-header")]
    public async Task A_mapping_that_cannot_be_says_why(string map, string says)
    {
        var answer = await _terminal.RunAsync("import", await _terminal.FileAsync("s.csv", "p1,2026-01-01,1\n"), "--source", "shop", "--map", map, "--dry-run");
        answer.Is(2);
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _artisan.Dispose();
        _terminal.Dispose();
    }

    /// <summary>Rows of the shape of the CDNOW sample: blanks of any width, no header, no id, equal rows among them.</summary>
    private static string Purchases(int rows)
    {
        var text = new StringBuilder();
        for (var i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {i / 5:D5} {i / 7:D4} 1997{1 + (i % 12):D2}{1 + (i % 28):D2} {1 + (i % 3),2} {10 + (i % 50),4}.{i % 100:D2}\n");
        }

        return text.ToString();
    }
}
