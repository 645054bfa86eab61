namespace Artisan.EndToEnd.Tests;

[Collection(RunningArtisanCollection.Name)]
public sealed class TutorialTests(RunningArtisan artisan)
{
    [Fact]
    public async Task Every_command_of_the_tutorial_works_as_it_stands_there()
    {
        var blocks = Shell.BlocksOf("docs/tutorial.md");
        Assert.Equal(8, blocks.Count);

        var (exitCode, output) = await Shell.RunAsync(string.Join('\n', blocks), Artisan.Testing.Repository.Root, new Dictionary<string, string> { ["ARTISAN_URL"] = artisan.Address.ToString().TrimEnd('/') });

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("accepted", output, StringComparison.Ordinal);
    }
}
