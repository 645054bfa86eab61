using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Cli.Api;
using Artisan.Cli.Config;
using Artisan.Cli.Running;

namespace Artisan.Cli.Commands;

/// <summary>Runs a definition over months, one calculation and one receipt each; a month that was calculated before gives the same one again.</summary>
internal static class CalculateCommand
{
    public static Command Create(CliContext cli)
    {
        var definition = new Option<string>("--definition") { Description = "The id of the value definition.", Required = true };
        var from = new Option<string>("--from") { Description = "The first month, as 1997-01.", Required = true };
        var to = new Option<string>("--to") { Description = "The last month, as 1998-06.", Required = true };
        var (url, json) = (CommonOptions.Url(), CommonOptions.Json());
        var command = new Command("calculate", "Calculate the months of a value definition.") { definition, from, to, url, json };
        command.SetAction(async (parsed, ct) =>
        {
            var (first, last) = (Month(parsed.GetValue(from)!), Month(parsed.GetValue(to)!));
            if (last < first)
            {
                throw new CliFailure("--to lies before --from.");
            }

            using var api = new ApiClient(cli, new Logins(cli).Require(parsed.GetValue(url)));
            var calculations = new JsonArray();
            var lines = new List<string>();
            for (var month = first; month <= last; month = month.AddMonths(1))
            {
                var name = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
                var answer = await api.PostAsync("/api/value/calculations/run", new JsonObject { ["definitionId"] = parsed.GetValue(definition), ["period"] = name }, ct);
                calculations.Add((JsonNode)answer);
                lines.Add($"{name}: result {answer["result"]}, fee {answer["fee"]} {answer["currency"]}, calculation {answer["id"]}, receipt {answer["receiptId"]}");
            }

            cli.Print(parsed.GetValue(json), new JsonObject { ["calculations"] = calculations }, lines);
            return ExitCodes.Done;
        });
        return command;
    }

    private static DateOnly Month(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : throw new CliFailure($"'{text}' is not a month such as 1997-01.");
}
