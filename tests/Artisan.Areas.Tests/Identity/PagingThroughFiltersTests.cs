using System.Net;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

[Collection(IdentityScenarios.Name)]
public sealed class PagingThroughFiltersTests(IdentityApp shared)
{
    [Fact]
    public async Task A_cursor_goes_on_in_the_list_of_its_own_filter_only()
    {
        var ada = await shared.App.SignUpAsync();
        using var elsewhere = await shared.App.CreateClient().SignInAsync(ada.Email);
        var page = await ada.Client.GetJsonAsync("/api/auth/sessions?limit=1&state=a&kind=b");
        var cursor = Uri.EscapeDataString((string)page["next"]!);

        await ada.Client.GetJsonAsync($"/api/auth/sessions?kind=b&STATE=a&cursor={cursor}&limit=50");
        var other = await ada.Client.GetJsonAsync($"/api/auth/sessions?limit=1&state=c&kind=b&cursor={cursor}", HttpStatusCode.BadRequest);
        await ada.Client.GetJsonAsync($"/api/auth/sessions?limit=1&cursor={cursor}", HttpStatusCode.BadRequest);

        Assert.Equal("request.cursor_invalid", (string)other["code"]!);
    }
}
