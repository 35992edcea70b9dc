"""Which tool a sentence names, as the person wrote it; None when it names none or several."""

import re

# Written in any case.
NAMES = """SAP S/4HANA|SAP Business One|SAP|Microsoft Excel|MS Excel|Excel|Google Sheets|Google Docs|Google Drive|Gmail|Salesforce|HubSpot
|Zendesk|Freshdesk|Intercom|Pipedrive|Zoho|Odoo|Cegid|Silae|Pennylane|QuickBooks|Xero|DATEV|NetSuite|Navision|Dynamics 365
|Microsoft Dynamics|Business Central|SharePoint|OneDrive|Dropbox|Trello|Asana|Airtable|Mailchimp|Shopify|Magento|WordPress|PrestaShop
|Power BI|PowerBI|Power Automate|PowerPoint|Microsoft Word|Microsoft Teams|MS Teams|Microsoft Access|Looker|Snowflake|AutoCAD|SolidWorks
|DocuSign|Photoshop|InDesign|Figma|Canva|GitHub Copilot|Microsoft Copilot|M365 Copilot|Copilot|GitHub|GitLab|Jenkins|DeepL|Perplexity
|ChatGPT|Chat GPT|OpenAI|ServiceNow|Jira|Confluence|Zapier|n8n|UiPath|Talend|SuccessFactors|BambooHR|Personio|Lucca|PayFit|Coupa|Ariba
|monday\\.com|Outlook|Smartsheet|Tally|Bitrix24|AS400|AS/400|Lotus Notes|Matlab|ClickUp|WhatsApp|Workday|Qlik|Sage X3|Sage 100|Sage 50
|Google Forms|Microsoft Forms|LinkedIn|Greenhouse|Docusign|Stripe|Kibana|Grafana|Databricks"""
# Also ordinary words or first names, so only with this capital and not at the beginning of a sentence.
ORDINARY = "Teams|Word|Access|Sage|Notion|Slack|Oracle|Drive|Box|Zoom|Concur|Claude|Gemini|Mistral|Tableau|Basecamp|Linear|Miro"

UNMISTAKABLE = re.compile(rf"(?<![\w@]){'(?:' + NAMES.replace(chr(10), '') + ')'}(?![\w])", re.IGNORECASE)
CAPITALISED = re.compile(rf"(?<=[\w,;:)»\"'] )(?:{ORDINARY})(?!\w)")
EXCELS = re.compile(r"\bexcels? (?:at|in)\b")


def tools_in(text: str) -> tuple[str, ...]:
    """Every tool it names, each once, as first written."""
    text = EXCELS.sub("", text)
    places = [(match.start(), match[0]) for pattern in (UNMISTAKABLE, CAPITALISED) for match in pattern.finditer(text)]
    return tuple({name.casefold(): name for _, name in sorted(places, reverse=True)}.values())


def tool_in(text: str) -> str | None:
    names = tools_in(text)
    return names[0] if len(names) == 1 else None


def names_a_tool(text: str) -> bool:
    return bool(UNMISTAKABLE.search(EXCELS.sub("", text)) or CAPITALISED.search(text))
