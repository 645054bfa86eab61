using System.Globalization;
using System.Text;
using Artisan.Testing;

namespace Artisan.EndToEnd.Tests;

/// <summary>The main job on a real purchase log: eighteen calculations equal to figures computed here, eighteen receipts in one log that verifies offline.</summary>
[Collection(RunningArtisanCollection.Name)]
public sealed class MainJobTests(RunningArtisan artisan)
{
    private const decimal Share = 0.2m;
    private const decimal Cap = 5_000m;

    private sealed record Purchase(DateOnly Date, decimal Amount);

    public static TheoryData<string, int, string, decimal> Logs
    {
        get
        {
            var logs = new TheoryData<string, int, string, decimal> { { Path.Combine(Repository.Root, "docs", "samples", "purchases.txt"), 751, "time=2,cds=3,amount=4", 1_200m } };
            // A log of real purchases that is not part of the repository; used where it lies beside the checkout.
            var cdnow = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "cdnow", "CDNOW_sample.txt"));
            if (File.Exists(cdnow)) logs.Add(cdnow, 6919, "time=3,cds=4,amount=5", 3_000m);
            return logs;
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task A_purchase_log_becomes_calculations_with_receipts_that_verify_offline(string log, int purchases, string map, decimal baseline)
    {
        using var person = await Person.SignUpAsync(artisan);
        // The logs end in June 1998. Frozen a little later, the hourly run finds the same eighteen months, and no more.
        await person.PostAsync("/dev/clock", new { freezeAt = "1998-07-15T00:00:00Z" });
        var definition = await person.PostAsync("/api/value/definitions", new
        {
            name = "Monthly revenue",
            source = "shop",
            schedule = "monthly",
            startsOn = "1997-01-01",
            timeZone = "UTC",
            formula = "max(0, sum(amount) - baseline)",
            baseline = Text(baseline),
            terms = new { unitPrice = "1", share = Text(Share), cap = Text(Cap), currency = "USD" },
        });
        var id = (string)definition["id"]!;
        await person.PostAsync($"/api/value/definitions/{id}/activate", new { });

        var cli = await Cli.SignInAsync(artisan, person);
        var imported = await cli.RunAsync($"import '{log}' --source shop --map {map} --time-format yyyyMMdd --id-from-row --json");
        Assert.True(imported.ExitCode == 0, imported.Output);
        Assert.Contains(purchases.ToString(CultureInfo.InvariantCulture), imported.Output, StringComparison.Ordinal);
        var calculated = await cli.RunAsync($"calculate --definition {id} --from 1997-01 --to 1998-06");
        Assert.True(calculated.ExitCode == 0, calculated.Output);

        var expected = Figures(log, map, baseline);
        var calculations = (await person.GetAsync($"/api/value/calculations?definition={id}&limit=100"))["items"]!.AsArray();
        Assert.Equal(18, calculations.Count);
        foreach (var calculation in calculations)
        {
            var month = (string)calculation!["period"]!;
            Assert.Equal(expected[month].Result, decimal.Parse((string)calculation["result"]!, CultureInfo.InvariantCulture));
            Assert.Equal(expected[month].FeeMinor, (long)calculation["feeMinorUnits"]!);
        }

        var receipts = (await person.GetAsync("/api/receipts?kind=calculation&limit=100"))["items"]!.AsArray();
        Assert.Equal(18, receipts.Count);
        await VerifyOfflineAsync(cli);
    }

    private async Task VerifyOfflineAsync(Cli cli)
    {
        var file = Path.Combine(artisan.Scratch, Path.GetRandomFileName());
        Assert.Equal(0, (await cli.RunAsync($"receipts export --out '{file}'")).ExitCode);
        var valid = await cli.RunAsync($"receipts verify '{file}'");
        Assert.True(valid.ExitCode == 0, valid.Output);

        // Without a key known beforehand the file is consistent, but nobody vouches for it.
        Assert.Equal(4, (await cli.RunAsync($"receipts verify '{file}' --ignore-pins")).ExitCode);
        // Pinned to another signer it is refused.
        Assert.NotEqual(0, (await cli.RunAsync($"receipts verify '{file}' --ignore-pins --trust AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).ExitCode);

        var bytes = await File.ReadAllBytesAsync(file);
        var forged = file + ".forged";
        foreach (var place in Enumerable.Range(1, 5).Select(i => bytes.Length * i / 6))
        {
            var changed = (byte[])bytes.Clone();
            changed[place] = changed[place] == (byte)'7' ? (byte)'8' : (byte)'7';
            await File.WriteAllBytesAsync(forged, changed);
            var answer = await cli.RunAsync($"receipts verify '{forged}'");
            Assert.True(answer.ExitCode == 1, $"A change at byte {place} of {bytes.Length} was answered {answer.ExitCode}: {answer.Output}");
        }
    }



    // The figures, computed from the file alone with decimals.
    private static Dictionary<string, (decimal Result, long FeeMinor)> Figures(string log, string map, decimal baseline)
    {
        var columns = map.Split(',').Select(m => m.Split('=')).ToDictionary(m => m[0], m => int.Parse(m[1], CultureInfo.InvariantCulture) - 1);
        var purchases = File.ReadAllLines(log, Encoding.ASCII).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(c => c.Length > 0)
            .Select(c => new Purchase(DateOnly.ParseExact(c[columns["time"]], "yyyyMMdd", CultureInfo.InvariantCulture), decimal.Parse(c[columns["amount"]], CultureInfo.InvariantCulture)));
        return purchases.GroupBy(p => p.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture)).ToDictionary(g => g.Key, g =>
        {
            var result = Math.Max(0, g.Sum(p => p.Amount) - baseline);
            return (result, (long)Math.Round(Math.Min(result * Share, Cap) * 100, MidpointRounding.AwayFromZero));
        });
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
