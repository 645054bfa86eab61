using System.Xml.Linq;

namespace Artisan.Conventions.Tests;

/// <summary>Public types say in a sentence what they guarantee.</summary>
public sealed class DocumentedTypesTests
{
    [Theory]
    [InlineData("Artisan.Value")]
    [InlineData("Artisan.Azure")]
    [InlineData("Artisan.Platform")]
    [InlineData("Artisan.Areas")]
    [InlineData("Artisan.Host")]
    public void Every_public_type_has_a_summary(string name)
    {
        var assembly = System.Reflection.Assembly.Load(name);
        var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .Where(m => m.Element("summary")?.Value.Trim().Length > 0).Select(m => m.Attribute("name")!.Value).ToHashSet();
        var silent = assembly.GetExportedTypes().Where(t => !t.IsNested && t.Namespace?.StartsWith("Artisan", StringComparison.Ordinal) == true)
            .Where(t => !documented.Contains("T:" + t.FullName)).Select(t => t.FullName).ToList();

        Assert.True(silent.Count == 0, $"No summary: {string.Join(", ", silent)}");
    }
}
