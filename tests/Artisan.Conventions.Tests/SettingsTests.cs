using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using Artisan.Areas;
using Artisan.Platform;
using Artisan.Testing;

namespace Artisan.Conventions.Tests;

/// <summary><c>local.settings.sample.json</c> names every setting there is, and nothing else.</summary>
public sealed class SettingsTests
{
    private static readonly string[] OfTheHost = ["AzureWebJobsStorage", "ASPNETCORE_ENVIRONMENT", "OTEL_EXPORTER_OTLP_ENDPOINT", "APPLICATIONINSIGHTS_CONNECTION_STRING"];

    [Fact]
    public void Every_option_is_in_the_sample_and_every_line_of_the_sample_is_an_option()
    {
        var listed = JsonNode.Parse(Repository.Read("local.settings.sample.json"))!["Values"]!.AsObject().Select(v => v.Key).Except(OfTheHost).Order(StringComparer.Ordinal).ToList();
        var options = Options().SelectMany(Settings).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(options, listed);
    }

    [Fact]
    public void Every_option_says_what_it_is()
    {
        var documented = new[] { typeof(PlatformModule), typeof(AreasModule) }.Select(t => File.ReadAllText(Path.ChangeExtension(t.Assembly.Location, ".xml"))).ToList();

        Assert.All(Options().SelectMany(t => t.GetProperties()), p => Assert.True(documented.Any(x => x.Contains($"\"P:{p.DeclaringType!.FullName}.{p.Name}\"", StringComparison.Ordinal)), $"{p.DeclaringType!.Name}.{p.Name} has no summary."));
    }

    // Sections are named after their options: MailOptions binds to Mail. What an app reads beside them is in OfTheHost.
    private static IEnumerable<string> Settings(Type options)
    {
        var section = Section(options);
        return options.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => $"{section}__{p.Name}" + (p.PropertyType.IsGenericType && p.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? "__0" : ""));
    }

    private static string Section(Type options) => options.Name switch
    {
        "KeyOptions" => "Keys",
        "RateLimitOptions" => "RateLimits",
        _ => options.Name[..^"Options".Length],
    };

    private static IEnumerable<Type> Options() => new[] { typeof(PlatformModule).Assembly, typeof(AreasModule).Assembly }.SelectMany(a => a.GetTypes())
        .Where(t => t is { IsPublic: true, IsClass: true, IsAbstract: false } && t.Name.EndsWith("Options", StringComparison.Ordinal) && t.GetCustomAttribute<ValidationAttribute>() is null);
}
