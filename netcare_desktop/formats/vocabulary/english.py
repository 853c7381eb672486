"""English column headers: what address books, card scanners, CRMs and people's own lists call their columns."""

PLACES = {
    "work": "Work|Business|Office|Company|Corporate|Professional",
    "home": "Home|Personal|Private|Residential",
    "other": "Other|Alternate|Alternative|Secondary|Additional|Second",
    "main": "Main|Primary|Default|Preferred",
}

WORDS = {
    "name?": "Name|Contact|Contact Name|Person|Contact Person",
    "full_name": "Full Name|Display Name|Complete Name|Formatted Name|FN|Who|People|Attendee|Participant|"
    "Customer Name|Lead Name",
    "given": "First Name|Given Name|Given Names|Forename|First|Christian Name|FName|Firstname(s)|"
    "Contact First Name",
    "middle": "Middle Name|Middle Names|Middle|Additional Name|Middle Initial|MI|Second Name",
    "family": "Last Name|Family Name|Surname|Last|LName|Second Surname|Contact Last Name",
    "prefix": "Prefix|Name Prefix|Salutation|Honorific|Honorific Prefix|Courtesy Title|Title Prefix",
    "suffix": "Suffix|Name Suffix|Honorific Suffix|Generational Suffix|Credentials|Degrees",
    "nickname": "Nickname|Nick Name|Nick|Alias|Known As|Preferred Name|Goes By|Short Name",
    "phonetic_given": "Phonetic First Name|Given Name Yomi|Given Yomi|Phonetic Given Name|"
    "First Name Phonetic",
    "phonetic_family": "Phonetic Last Name|Family Name Yomi|Surname Yomi|Phonetic Family Name|"
    "Last Name Phonetic",
    "organisation": "Company|Organization|Organisation|Company Name|Organization Name|Organisation Name|"
    "Employer|Account Name|Associated Company|Firm|Business|Business Name|Institution|Affiliation|"
    "Current Company|Company / Organization|Org|Workplace|University|School|Company/Account|Primary Company",
    "title": "Job Title|Position|Role|Job|Organization Title|Organisation Title|Designation|Job Position|"
    "Headline|Current Position|Job Role|Function|Occupation|Current Title",
    "title?": "Title",
    "department": "Department|Organization Department|Dept|Division|Business Unit|Team|Unit",
    "email": "Email|E-mail|Email Address|E-mail Address|Emails|Mail|Email Addresses|Email ID|Mail Address|"
    "Primary Email|Primary Email Address|Email Value|Contact Email|Electronic Mail",
    "other_email": "Secondary Email|Alternate Email|Alternative Email|Additional Email|"
    "Secondary Email Address",
    "email_type": "E-mail Type",
    "phone": "Phone|Telephone|Phone Number|Telephone Number|Phones|Tel|Tel No|Phone No|Contact Number|"
    "Contact No|Number|Phone Numbers|Telephone No|Direct|Direct Phone|Direct Line|Direct Dial|DDI|Landline|"
    "Phone Value|Whatsapp|WhatsApp Number|Signal",
    "mobile": "Mobile|Mobile Phone|Cell|Cell Phone|Cellphone|Mobile Number|Mobile No|Cellular|"
    "Mobile Phone Number|Handphone|HP|Mobile Telephone|Cell Number|iPhone",
    "work_phone": "Company Main Phone|Switchboard|Company Phone",
    "main_phone": "Primary Phone|Main Phone|Primary Phone Number",
    "other_phone": "Car Phone|Radio Phone|ISDN|Callback|Pager|Pager Number|Yahoo! Phone|Other Phone",
    "fax": "Fax|Fax Number|Facsimile|Fax No|Telefax",
    "url": "URL|Website|Web Site|Web Page|Webpage|Homepage|Home Page|Web|Site|Internet|Link|Domain|"
    "Website URL|Blog|Web Address",
    "social": "LinkedIn|LinkedIn URL|LinkedIn Profile|LinkedIn Profile URL|LinkedIn Bio|Profile URL|"
    "Profile Link|Xing|Xing Profile|Twitter|Twitter URL|Twitter Profile|Facebook|Facebook URL|"
    "Facebook Profile|Instagram|GitHub|Mastodon|Bluesky|Social Profile",
    "address": "Address|Postal Address|Mailing Address|Full Address|Location|Addresses|Address Formatted|"
    "Based In",
    "street": "Street|Street Address|Address Line|Address Line 1|Address Street|Mailing Street|Street Name",
    "po_box": "PO Box|Post Office Box|Address PO Box|P.O. Box|POBox|Address POBox",
    "extended": "Extended Address|Address Extended|Apartment|Suite|Building|Floor|Apt",
    "city": "City|Town|Address City|Locality|City/Town|Mailing City|Suburb|Town/City",
    "region": "State|Region|Province|County|State/Province|State/Region|Address State|Address Region|"
    "Mailing State|Prefecture",
    "postal_code": "Postal Code|ZIP|ZIP Code|Postcode|Post Code|Address Postal Code|Mailing Zip|"
    "Zip/Postal Code|Address Zip",
    "country": "Country|Country/Region|Nation|Address Country|Mailing Country|Country or Region",
    "labels": "Labels|Tags|Categories|Category|Groups|Group|Tag|Label|Group Membership|Lists|List|Keywords|"
    "Contact Groups|Circle|Circles|Contact Tags",
    "notes": "Notes|Note|Comments|Comment|Remarks|Remark|Memo|Description|Details|Additional Notes|"
    "Background|About|Bio|Summary",
    "met_on": "Met On|Date Met|Met|Meeting Date|First Met|Date of Meeting|Met Date|When Met|Exchanged On|"
    "Card Exchange Date",
    "connected_on": "Connected On|Connection Date|Date Connected|Connected",
    "scanned_on": "Scanned On|Scan Date|Scan Time|Date Scanned|Scanned",
    "birthday": "Birthday|Birth Date|Date of Birth|DOB|Birthdate|B-Day",
    "birth_year": "Birth Year|Year of Birth",
    "birth_month": "Birth Month|Month of Birth",
    "birth_day": "Day of Birth",
    "anniversary": "Anniversary|Wedding Anniversary|Wedding Date|Wedding Day",
    "spouse": "Spouse|Partner|Husband|Wife|Spouse Name|Significant Other|Partner Name",
    "child": "Children|Child|Kids|Sons and Daughters|Children's Names",
    "assistant": "Assistant|Assistant's Name|Assistant Name|Secretary",
    "manager": "Manager|Manager's Name|Manager Name|Boss|Supervisor|Reports To",
    "custom": "Hobby|Hobbies|Interests|Referred By|Introduced By|Met At|Where Met|Met Through|How We Met|"
    "Where We Met|How Met|Place Met|Event|Conference|Industry|Skills|Schools|Profession|Office Location|"
    "Assistant's Phone|Assistant Phone|User 1|User 2|User 3|User 4|Custom 1|Custom 2|Custom 3|Custom 4|"
    "Custom Field|Maiden Name|Skype|Skype ID|Telegram|WeChat|Line ID|Instant Messaging|IM Address|IMAddress|"
    "Screen Name|Messenger ID|Google ID|MSN ID|ICQ ID|IRC ID|AIM ID|QQ ID|Pronouns|Dietary|Favourite|"
    "Favorites|Gift Ideas|Nationality|Timezone|Time Zone",
    "-": "Initials|Gender|Sex|Internet Free Busy|Language|Mileage|Priority|Sensitivity|Private|"
    "Directory Server|Account|Billing Information|Government ID Number|Organizational ID Number|Telex|"
    "TTY/TDD Phone|E-mail Display Name|E-mail 2 Display Name|E-mail 3 Display Name|Photo|File As|"
    "Company Yomi|Yomi Name|Additional Name Yomi|Phonetic Middle Name|Subject|Record ID|ID|Contact ID|"
    "Create Date|Created|Created At|Created On|Date Created|Date Added|Created Date|Last Modified|Modified|"
    "Updated At|Updated|Last Modified Date|Last Activity Date|Lead Status|Lead Source|Lifecycle Stage|"
    "Contact Owner|Owner|Record Owner|Contact Owner Alias|Status|Distribution Lists|UID|No|Nr|Row|Index|"
    "Is Deleted|Master Record ID|User ID|Email Opt Out|Do Not Call",
}
